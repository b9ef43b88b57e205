package io.parley.probe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.probe.client.strict.StrictClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a client does, its connection ends, and the others are served. */
@Timeout(60)
final class BoundedClientsIT {
  private ClientProbe probe;

  @BeforeEach
  void start() throws IOException {
    probe = ClientProbe.start(ProvenClientCasesIT.options(List.of("rfc6455/5.1"), 1), report -> {});
  }

  @AfterEach
  void stop() throws IOException {
    probe.close();
  }

  @Test
  void endsTheConnectionOfAClientThatSaysNothing() throws IOException {
    try (Socket silent = connect()) {
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(ask("/count")).endsWith("\r\n\r\n2\n");
  }

  @Test
  void endsTheConnectionOfAClientThatSendsForEver() throws IOException {
    for (String first : List.of("GET / HTTP/1.1\r\nX: ", "GET /case/1 HTTP/1.1\r\n\r\n")) {
      try (Socket endless = connect()) {
        send(endless, first);
        OutputStream out = endless.getOutputStream();
        byte[] piece = new byte[64 * 1024];
        boolean open = true;
        while (open) {
          out.write(piece);
          open = endless.getInputStream().available() < 1 << 20;
        }
      } catch (SocketException ended) {
        assertThat(ask("/count")).endsWith("2\n");
      }
    }
  }

  @Test
  void servesOthersBesideThoseThatWait() throws IOException {
    List<Socket> waiting = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        waiting.add(connect());
      }
      assertThat(ask("/count")).endsWith("2\n");
    } finally {
      for (Socket each : waiting) {
        each.close();
      }
    }
  }

  @Test
  void answersWhatIsNoCase() throws IOException {
    assertThat(ask("/case/3")).startsWith("HTTP/1.1 404 ");
    assertThat(ask("/")).startsWith("HTTP/1.1 200 ").contains("/report?agent=NAME");
    StrictClient.visit(probe.port(), "/case/1");
    assertThat(ask("/report")).contains("MUST 1 of 1 passed").contains("1 skipped");
  }

  @Test
  void reportsWhenTheCaseUnderWayIsJudged() throws IOException {
    try (Socket played = connect();
        Socket asking = connect()) {
      send(played, "GET /case/1 HTTP/1.1\r\n\r\n");
      assertThat(played.getInputStream().read()).isEqualTo('H');
      send(asking, "GET /report HTTP/1.1\r\n\r\n");
      asking.setSoTimeout(100);
      assertThatThrownBy(() -> asking.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      played.shutdownOutput();
      asking.setSoTimeout(0);
      assertThat(new String(asking.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .contains("MUST 0 of 1 passed")
          .contains("1 skipped");
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), probe.port());
  }

  private String ask(String path) throws IOException {
    try (Socket socket = connect()) {
      send(socket, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static void send(Socket socket, String octets) throws IOException {
    socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
  }
}
