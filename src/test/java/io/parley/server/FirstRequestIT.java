package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.HandshakeDecider.Decision;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first request of a connection, decided before or after Jetty has read it. */
@Timeout(60)
class FirstRequestIT {
  private static final String END = "Host: a\r\nConnection: close\r\n\r\n";

  private final Server server = new Server();
  private final BlockingQueue<String> decided = new LinkedBlockingQueue<>();
  private final AtomicBoolean handshakesWait = new AtomicBoolean();

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private InetSocketAddress start(HandshakeDecider decider) throws Exception {
    HandshakeDecider counted =
        (head, connection) -> {
          decided.add(head.target());
          return decider.decide(head, connection);
        };
    ListenerLimits limits = new ListenerLimits(4_096, Duration.ofMinutes(1), 1_000, 500);
    TcpConnections connections = TestListener.connections(server, limits, handshakesWait::get);
    InetSocketAddress address = TestListener.open(server, connections, counted);
    server.setHandler(new HandshakeHandler(counted, new Passed()));
    server.start();
    return address;
  }

  private static String answer(InetSocketAddress address, String request) throws Exception {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      return answer(socket, request);
    }
  }

  private static String answer(Socket socket, String request) throws Exception {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static Optional<Decision> refused(String body) {
    return Optional.of(
        new Decision.Refusal(
            new RefusalHandler.Answer(
                403,
                List.of(Map.entry("X-Reason", "none")),
                ByteBuffer.wrap(body.getBytes(StandardCharsets.US_ASCII)))));
  }

  @Test
  void isDecidedOnceAndItsRefusalSent() throws Exception {
    InetSocketAddress address = start((head, connection) -> refused("no"));
    assertThat(answer(address, "GET /a HTTP/1.1\r\n" + END))
        .startsWith("HTTP/1.1 403 ")
        .contains("\r\nX-Reason: none\r\n", "\r\nConnection: close\r\n")
        .endsWith("\r\n\r\nno");
    assertThat(decided).containsExactly("/a");
  }

  @Test
  void isAnsweredWhereItsDecisionFails() throws Exception {
    InetSocketAddress address =
        start(
            (head, connection) -> {
              throw new IllegalStateException("secret");
            });
    assertThat(answer(address, "GET /a HTTP/1.1\r\n" + END))
        .startsWith("HTTP/1.1 500 ")
        .contains("\r\nConnection: close\r\n")
        .doesNotContain("secret");
    assertThat(decided).containsExactly("/a");
  }

  @Test
  void isPassedOnWithWhatFollowsIt() throws Exception {
    InetSocketAddress address = start((head, connection) -> Optional.empty());
    String request = "POST /a HTTP/1.1\r\nContent-Length: 3\r\n" + END + "abc";
    assertThat(answer(address, request)).endsWith("\r\n\r\n/a abc");
  }

  @Test
  void isReadByJettyWhereItComesInTwoPieces() throws Exception {
    InetSocketAddress address = start((head, connection) -> refused("no"));
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.getOutputStream().write("GET /a HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      assertThat(answer(socket, "b\r\n" + END)).startsWith("HTTP/1.1 403 ").endsWith("no");
    }
    assertThat(decided).containsExactly("/a");
  }

  /** Decisions need not wait from the moment on at which the application runs. */
  @Test
  void isNeverFoundWithinAnother() throws Exception {
    InetSocketAddress address = start((head, connection) -> refused("no"));
    handshakesWait.set(true);
    try (Socket socket = new Socket(address.getAddress(), address.getPort());
        Socket other = new Socket(address.getAddress(), address.getPort())) {
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write("GET /a HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      // Answered behind the first piece: one selector reads them in the order of their arrival.
      assertThat(answer(other, "GET /other HTTP/1.1\r\n" + END)).startsWith("HTTP/1.1 403 ");
      handshakesWait.set(false);
      assertThat(answer(socket, "GET /b HTTP/1.1\r\n" + END)).startsWith("HTTP/1.1 403 ");
    }
    assertThat(decided).containsExactly("/other", "/a");
  }

  /** Says what it was asked for. */
  private static final class Passed extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String content = Content.Source.asString(request);
      Content.Sink.write(
          response, true, Request.getPathInContext(request) + " " + content, callback);
      return true;
    }
  }
}
