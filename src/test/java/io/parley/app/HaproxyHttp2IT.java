package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Http2Client;
import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import io.parley.tool.TestCertificate;
import io.parley.tool.TlsProxy;
import io.parley.tool.Trusting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real HAProxy with {@code haproxy-http2.cfg} of {@code deploy.md}, which has HTTP/2 on both
 * sides: {@code --h2c} is what it needs.
 *
 * <p>Without HAProxy the test is left out, and the build's output says so; with {@code
 * TEST_PROXIES=required} in the environment it fails.
 */
@Timeout(120)
class HaproxyHttp2IT {
  /** WebSockets of each client; together more than the streams of one connection to Parley. */
  private static final int HALF = 60;

  private static final long PATIENCE_NS = 30_000_000_000L;

  @TempDir private Path folder;

  private static Path program() {
    Path found = TlsProxy.Kind.HAPROXY.installed().orElse(Path.of("haproxy"));
    if (!Files.isExecutable(found)) {
      assertThat(System.getenv("TEST_PROXIES")).as("haproxy").isNotEqualTo("required");
      System.out.println("LEFT OUT: HAProxy is not installed");
      Assumptions.abort("HAProxy is not installed");
    }
    return found;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private Path configuration(int port, int server) throws Exception {
    TestCertificate made = TestCertificate.local(folder);
    Path pem = Files.writeString(folder.resolve("haproxy.pem"), made.certificate() + made.key());
    return Files.writeString(
        folder.resolve("haproxy.cfg"),
        Files.readString(Path.of("src/site/resources/deploy/haproxy-http2.cfg"))
            .replace("  maxconn 50000\n", "") // More than a test may open.
            .replace("  bind :80\n", "")
            .replace(":443", "127.0.0.1:" + port)
            .replace("/etc/haproxy/chat.example.com.pem", pem.toString())
            .replace("127.0.0.1:8080", "127.0.0.1:" + server)
            .replace("hdr Host chat.example.com", "hdr Host localhost:" + server));
  }

  private static void awaitListening(int port) throws IOException {
    long end = System.nanoTime() + PATIENCE_NS;
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(socket.isConnected()).isTrue();
        return;
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void passesWebSocketsOnInStreams() throws Exception {
    Path haproxy = program();
    int port = freePort();
    try (RunningParley parley =
        RunningParley.start("--port", "0", "--h2c", "true", "--trusted-proxy", "127.0.0.1")) {
      Path file = configuration(port, parley.port(0));
      Process process =
          new ProcessBuilder(haproxy.toString(), "-db", "-f", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("haproxy.log").toFile())
              .start();
      try {
        awaitListening(port);
        talk(port);
        talksOverHttp1(port);
        opensMoreThanOneConnectionHas(port);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private static void talk(int port) throws Exception {
    try (Http2Client client = Http2Client.secure(port, Trusting.everyone())) {
      for (int stream = 1; stream <= 5; stream += 2) {
        assertThat(client.open(stream, "localhost:" + port, "/echo").status()).isEqualTo(200);
      }
      for (int stream = 1; stream <= 5; stream += 2) {
        client.frame(stream, 0x81, "through " + stream);
        assertThat(client.message(stream)).isEqualTo("through " + stream);
      }
      Http2Client.Frame refused = client.open(7, "localhost:" + port, "/nothing");
      assertThat(refused.status()).isEqualTo(404);
      assertThat(refused.value("content-type")).isEqualTo("application/problem+json");
    }
  }

  private static void opensMoreThanOneConnectionHas(int port) throws Exception {
    try (Http2Client first = Http2Client.secure(port, Trusting.everyone());
        Http2Client second = Http2Client.secure(port, Trusting.everyone())) {
      for (Http2Client client : List.of(first, second)) {
        for (int stream = 1; stream < 2 * HALF; stream += 2) {
          assertThat(client.open(stream, "localhost:" + port, "/echo").status()).isEqualTo(200);
        }
      }
    }
  }

  /** HAProxy makes its Upgrade a CONNECT. */
  private static void talksOverHttp1(int port) throws Exception {
    Socket socket = Trusting.everyone().getSocketFactory().createSocket("localhost", port);
    String handshake =
        """
        GET /echo HTTP/1.1\r
        Host: localhost:%1$d\r
        Origin: https://localhost:%1$d\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        \r
        """;
    try (RawClient client = new RawClient(socket)) {
      RawClient.Answer answer = client.ask(handshake.formatted(port));
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.value("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
  }
}
