package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests whose handling waits, and others that come meanwhile on the same selectors. */
@Timeout(60) // Seconds: a request that waits for a thread would wait for ever.
class WaitingRequestIT {
  /** More than there are selectors and processors. */
  private static final int WAITING = 24;

  private static final String WAIT = "GET /wait HTTP/1.1\r\nHost: a\r\n";
  private static final String HANDSHAKE =
      WAIT + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  private static final String QUICK = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  private final Server server = new Server();
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(WAITING);
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    released.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
    server.stop();
  }

  private InetSocketAddress start(boolean handshakesWait) throws Exception {
    ListenerLimits limits = new ListenerLimits(4096, Duration.ofMinutes(1), 1_000, 500);
    TcpConnections connections = TestListener.connections(server, limits, () -> handshakesWait);
    InetSocketAddress address =
        TestListener.open(server, connections, (head, connection) -> Optional.empty());
    server.setHandler(new Waiting());
    server.start();
    return address;
  }

  private void open(InetSocketAddress address, String bytes) throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    sockets.add(socket);
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
  }

  private void othersAreAnsweredWhile(InetSocketAddress address, String waiting) throws Exception {
    for (int i = 0; i < WAITING; i++) {
      open(address, waiting);
    }
    begun.await();
    for (int i = 0; i < WAITING; i++) {
      assertThat(Bytes.say(address, "GET / HTTP/1.1", "Host: a", "Connection: close"))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void plainRequests() throws Exception {
    othersAreAnsweredWhile(start(false), WAIT + "\r\n");
  }

  @Test
  void openingHandshakesWhereTheApplicationMayWait() throws Exception {
    othersAreAnsweredWhile(start(true), HANDSHAKE);
  }

  /** The kernel may not take the response at once: the peer may not have read the first one. */
  @Test
  void openingHandshakesBehindAnotherRequest() throws Exception {
    othersAreAnsweredWhile(start(false), QUICK + HANDSHAKE);
  }

  private final class Waiting extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (Request.getPathInContext(request).equals("/wait")) {
        begun.countDown();
        released.await();
      }
      Content.Sink.write(response, true, "", callback);
      return true;
    }
  }
}
