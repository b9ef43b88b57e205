package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process with {@code ulimit -n 256}: it works when descriptors run out. */
class FewDescriptorsIT {
  private static final int LIMIT = 256;

  @TempDir private Path folder;
  private final List<Socket> sockets = new ArrayList<>();
  private Process process;
  private int port;

  @BeforeEach
  void start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "ulimit -n " + LIMIT + " && exec \"$0\" \"$@\"",
            java,
            "-Djava.io.tmpdir=" + folder,
            "-jar",
            RunningParley.war().toString(),
            "--port",
            "0",
            "--max-connections",
            "20000");
    builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
    process =
        builder.directory(folder.toFile()).redirectError(folder.resolve("err").toFile()).start();
    String url = process.inputReader(StandardCharsets.UTF_8).readLine();
    port = Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    process.destroy();
    process.waitFor(20, TimeUnit.SECONDS);
    process.destroyForcibly();
  }

  private int health() throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client
          .ask("GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
          .status();
    }
  }

  private void crowd(int size, String bytes) throws IOException {
    for (int i = 0; i < size; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      sockets.add(socket);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static String say(Wire wire, String text) throws IOException {
    wire.text(text);
    return wire.read().text();
  }

  @Test
  void twoThousandSlowHeadsLockNobodyOut() throws Exception {
    crowd(1_000, "");
    crowd(1_000, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ");

    assertThat(health()).isEqualTo(200);
    try (Wire member = Wire.open(port, "/chat/slow")) {
      assertThat(say(member, "stored")).isEqualTo("data received");
      crowd(1_000, "\r\n");
      assertThat(say(member, "stored, too")).isEqualTo("data received");
    }
    assertThat(health()).isEqualTo(200);
    assertThat(Files.readString(folder.resolve("err")))
        .contains("waited longest for a request", "max-connections is 20000, but this process has")
        .doesNotContain("Too many open files");
  }

  @Test
  void webSocketsLeaveAPlaceForHealthAndDescriptorsForTheStore() throws Exception {
    List<Wire> open = new ArrayList<>();
    try {
      int status = 101;
      while (status == 101) {
        RawClient client = new RawClient(port);
        status = client.ask(upgrade()).status();
        open.add(Wire.over(client));
        assertThat(open).hasSizeLessThan(LIMIT);
      }
      assertThat(status).isEqualTo(503);
      assertThat(open).hasSizeGreaterThan(20);
      assertThat(health()).isEqualTo(200);
      assertThat(say(open.get(0), "stored")).isEqualTo("data received");
    } finally {
      for (Wire wire : open) {
        wire.close();
      }
    }
  }

  private static String upgrade() {
    return """
        GET /chat/crowd HTTP/1.1
        Host: localhost
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13

        """
        .replace("\n", "\r\n");
  }
}
