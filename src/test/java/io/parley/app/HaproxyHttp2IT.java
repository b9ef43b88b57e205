package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Http2Client;
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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real HAProxy with HTTP/2 on both sides: {@code --h2c} is what it needs.
 *
 * <p>Without HAProxy the test is left out, and the build's output says so; with {@code
 * TEST_PROXIES=required} in the environment it fails.
 */
@Timeout(120)
class HaproxyHttp2IT {
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
        String.join(
            "\n",
            "defaults",
            "  mode http",
            "  timeout connect 5s",
            "  timeout client 60s",
            "  timeout server 60s",
            "  timeout tunnel 60s",
            "frontend all",
            "  bind 127.0.0.1:" + port + " ssl crt " + pem + " alpn h2,http/1.1",
            "  default_backend parley",
            "backend parley",
            "  server one 127.0.0.1:" + server + " proto h2",
            ""));
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
}
