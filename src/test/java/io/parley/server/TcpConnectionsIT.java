package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More TCP connections than the server allows. */
class TcpConnectionsIT {
  private static final int MOST = 10;

  private final Server server = new Server();
  private final TcpConnections connections =
      TestListener.connections(
          server, new ListenerLimits(4096, Duration.ofMinutes(1), MOST, 5), () -> false);
  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicInteger handled = new AtomicInteger();
  private InetSocketAddress address;

  @BeforeEach
  void start() throws Exception {
    address = TestListener.open(server, connections, (head, connection) -> Optional.empty());
    server.setErrorHandler(new RefusalHandler(Optional::empty));
    server.setHandler(new Empty());
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.stop();
  }

  private Socket open(String bytes) throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(10_000);
    sockets.add(socket);
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private void awaitWaiting(int count) {
    while (connections.states().get("waiting").getAsLong() != count) {
      Thread.onSpinWait();
    }
  }

  private long closed(String reason) {
    return connections.closed().get(reason).getAsLong();
  }

  private static boolean isAtEnd(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Test
  void theOldestWithoutARequestMakesRoom() throws Exception {
    for (int i = 0; i < MOST; i++) {
      open(i % 2 == 0 ? "" : "GET /");
      awaitWaiting(i + 1);
    }
    String answer = Bytes.say(address, "GET / HTTP/1.1", "Host: a", "Connection: close");

    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(isAtEnd(sockets.get(0))).isTrue();
    assertThat(closed("evicted")).isEqualTo(1);
    for (Socket socket : sockets.subList(1, MOST)) {
      socket.getOutputStream().write(1);
    }
    assertThat(isAtEnd(sockets.get(1))).as("not the second oldest").isFalse();
  }

  @Test
  void aKeptConnectionIsAsOldAsItsLastAnswer() throws Exception {
    Socket kept = open("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    kept.getInputStream().read();
    awaitWaiting(1);
    for (int i = 1; i < MOST; i++) {
      open("");
      awaitWaiting(i + 1);
    }
    kept.getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    while (handled.get() < 2) {
      Thread.onSpinWait();
    }
    awaitWaiting(MOST);
    open("");
    assertThat(isAtEnd(sockets.get(1))).isTrue();
  }

  @Test
  void aThousandLeaveNoMoreThanMayBe() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      open("");
    }
    assertThat(Bytes.say(address, "GET / HTTP/1.1", "Host: a", "Connection: close"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(closed("evicted")).isGreaterThanOrEqualTo(1_000 - 2 * MOST);
    while (connections.states().get("open").getAsLong() > MOST) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoseRequestIsThereStaysAndWhoIsNewIsRefused() throws Exception {
    for (int i = 0; i < MOST; i++) {
      open("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n");
    }
    while (handled.get() < MOST) {
      Thread.onSpinWait();
    }
    assertThat(isAtEnd(open(""))).isTrue();
    assertThat(closed("refused")).isEqualTo(1);
    sockets.get(0).getOutputStream().write("123456789".getBytes(StandardCharsets.US_ASCII));
    assertThat(sockets.get(0).getInputStream().read()).isEqualTo('H');
  }

  /** Answers when the content is there. */
  private final class Empty extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      handled.incrementAndGet();
      Content.Source.consumeAll(request, callback);
      return true;
    }
  }
}
