package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the lab reports about servers, good and bad. */
class LabRunIT {
  private static final byte[] HEAD = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private interface Server {
    void serve(Socket socket) throws IOException;
  }

  private static LabRun run(Server server) throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(listening, server));
      InetSocketAddress address =
          new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
      LabRun run = LabRun.over(address, HEAD);
      served.get(30, TimeUnit.SECONDS);
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

  @Test
  void saysThatNothingCameWhereNobodyListens() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    LabRun run = LabRun.over(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), HEAD);
    assertThat(run.ended()).isEqualTo("closed");
    assertThat(run.answer()).isEmpty();
  }
}
