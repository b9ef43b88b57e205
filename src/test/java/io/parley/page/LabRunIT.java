package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the lab reports about servers, good and bad. */
class LabRunIT {
  private static final byte[] HEAD = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder;

  private interface Server {
    void serve(Socket socket) throws IOException;
  }

  private static LabRun run(Server server) throws Exception {
    return run(server, false);
  }

  private static LabRun run(Server server, boolean stay) throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(listening, server));
      InetSocketAddress address =
          new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
      LabRun run = LabRun.over(new LabConnector(address, false, "localhost"), HEAD, stay);
      if (!stay) {
        served.get(30, TimeUnit.SECONDS);
      }
      return run;
    }
  }

  private static void serve(ServerSocket listening, Server server) {
    try (Socket socket = listening.accept()) {
      assertThat(socket.getInputStream().readNBytes(HEAD.length)).isEqualTo(HEAD);
      server.serve(socket);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static LabRun said(String text) throws Exception {
    return run(socket -> say(socket, text));
  }

  @Test
  void readsToTheEndWhereTheServerCloses() throws Exception {
    String answer = "HTTP/1.1 400 Bad\r\nConnection: close\r\n\r\nabc";
    LabRun run = said(answer);
    assertThat(run.ended()).isEqualTo("closed");
    assertThat(run.status()).isEqualTo(400);
    assertThat(new String(run.answer(), StandardCharsets.ISO_8859_1)).isEqualTo(answer);
  }

  @Test
  void readsAsMuchAsIsSaidWhereTheServerStays() throws Exception {
    LabRun run =
        run(
            socket -> {
              say(socket, "HTTP/1.1 200 OK\r\ncontent-LENGTH: 3\r\n\r\nabc");
              assertThat(socket.getInputStream().read()).as("the lab closes").isEqualTo(-1);
            });
    assertThat(run.ended()).isEqualTo("open");
  }

  @Test
  void takesItsLeaveOfAWebSocket() throws Exception {
    LabRun run =
        run(
            socket -> {
              say(socket, "HTTP/1.1 101 Switching Protocols\r\n\r\n");
              assertThat(socket.getInputStream().readAllBytes())
                  .isEqualTo(new byte[] {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 3, (byte) 0xe8});
            });
    assertThat(run.status()).isEqualTo(101);
    assertThat(run.ended()).isEqualTo("open");
  }

  @Test
  void givesUpOnAServerThatSaysNothingOrHalfAnAnswer() throws Exception {
    assertThat(run(socket -> socket.getInputStream().read()).ended()).isEqualTo("silent");
    LabRun half =
        run(
            socket -> {
              say(socket, "HTTP/1.1 200 OK\r\n");
              assertThat(socket.getInputStream().read()).isEqualTo(-1);
            });
    assertThat(half.ended()).isEqualTo("silent");
    assertThat(half.status()).isEqualTo(200);
  }

  @Test
  void cutsAnAnswerWithoutAnEnd() throws Exception {
    LabRun run =
        run(
            socket -> {
              try {
                for (int at = 0; at < 10_000; at++) {
                  say(socket, "x".repeat(10_000));
                }
              } catch (IOException cut) {
                assertThat(cut).isNotNull();
              }
            });
    assertThat(run.isCut()).isTrue();
    assertThat(run.answer()).hasSize(16_384);
    assertThat(run.status()).isZero();
  }

  /** A listener that begins with TLS is asked over TLS, whatever its certificate names. */
  @Test
  void asksASecureListenerOverTls() throws Exception {
    SSLContext context = TestCertificate.make(folder).server();
    try (ServerSocket listening =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String answer = "HTTP/1.1 426 Upgrade\r\nContent-Length: 0\r\n\r\n";
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(() -> serve(listening, socket -> say(socket, answer)));
      InetSocketAddress address =
          new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
      LabRun run = LabRun.over(new LabConnector(address, true, "localhost"), HEAD, false);
      served.get(30, TimeUnit.SECONDS);
      assertThat(run.status()).isEqualTo(426);
      assertThat(new String(run.answer(), StandardCharsets.ISO_8859_1)).isEqualTo(answer);
    }
  }

  @Test
  void aWebSocketThatStaysHasItsFramesAndNoneOfTheAnswer() throws Exception {
    byte[] hello = {(byte) 0x81, 2, 'h', 'i'};
    byte[] ping = {(byte) 0x89, 1, 'p'};
    CompletableFuture<byte[]> heard = new CompletableFuture<>();
    String head = "HTTP/1.1 101 Switching Protocols\r\n\r\n";
    LabRun run =
        run(
            socket -> {
              // One segment: the first frame comes with the head.
              say(socket, head + new String(hello, StandardCharsets.ISO_8859_1));
              socket.getOutputStream().write(ping);
              heard.complete(socket.getInputStream().readNBytes(2 + 4 + 1));
            },
            true);
    assertThat(new String(run.answer(), StandardCharsets.ISO_8859_1)).isEqualTo(head);
    LabWebSocket webSocket = run.webSocket().orElseThrow();
    CompletableFuture.runAsync(webSocket::read).get(30, TimeUnit.SECONDS);
    var frames = webSocket.after(0, Duration.ZERO);
    assertThat(frames).extracting(LabWebSocket.Recorded::sent).containsExactly(false, false, true);
    assertThat(frames.get(0).frame().octets()).isEqualTo(hello);
    assertThat(frames.get(1).frame().octets()).isEqualTo(ping);
    byte[] pong = frames.get(2).frame().octets();
    assertThat(pong).startsWith(0x8a, 0x81).isEqualTo(heard.get(30, TimeUnit.SECONDS));
    assertThat(pong[6] ^ pong[2]).as("masked").isEqualTo('p');
    assertThat(webSocket.ended()).contains("server");
    assertThat(webSocket.after(2, Duration.ofMinutes(1))).hasSize(1);
  }

  @Test
  void saysThatNothingCameWhereNobodyListens() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    LabRun run =
        LabRun.over(
            new LabConnector(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), false, "localhost"),
            HEAD,
            false);
    assertThat(run.ended()).isEqualTo("closed");
    assertThat(run.answer()).isEmpty();
  }
}
