package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails before the first octet of HTTP. */
class DoctorNetworkIT {
  @Test
  void aNameThatNobodyKnowsIsToBlame() {
    Doctored doctored = Doctored.of("ws://chat.invalid/chat", "--timeout", "20");
    assertThat(doctored.verdict()).as(doctored.out()).isEqualTo("name: the name");
    assertThat(doctored.text())
        .contains("The name chat.invalid does not exist", "dig +short chat.invalid")
        .contains("not reached address, TCP, TLS, upgrade");
    assertThat(doctored.status()).isEqualTo(1);
  }

  @Test
  void aPortThatNobodyListensAtIsToBlameOnTheServer() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Doctored doctored = Doctored.of("ws://127.0.0.1:" + port + "/chat");
    assertThat(doctored.verdict()).isEqualTo("TCP: the server's application");
    assertThat(doctored.text())
        .contains("ok name 127.0.0.1 has 127.0.0.1 (IPv4)")
        .contains("127.0.0.1:" + port + " refused the connection", "ss -ltnp");
  }

  /** A full backlog drops what comes as a firewall does. */
  @Test
  void aFirewallThatDropsIsToBlame() throws IOException {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      fill(full, waiting);
      Doctored doctored =
          Doctored.of("ws://localhost:" + full.getLocalPort() + "/", "--timeout", "0.5");
      assertThat(doctored.verdict()).as(doctored.out()).isEqualTo("TCP: the network");
      assertThat(doctored.text())
          .contains("a firewall drops the packets", "Open TCP port " + full.getLocalPort());
    } finally {
      for (Socket each : waiting) {
        each.close();
      }
    }
  }

  private static void fill(ServerSocket full, List<Socket> waiting) throws IOException {
    for (int i = 0; i < 16; i++) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()), 300);
      } catch (IOException e) {
        return; // It is full.
      }
    }
  }

  /** Each address of a name is tried: IPv6 too. */
  @Test
  void bothFamiliesAreTried() throws IOException {
    Doctored doctored = Doctored.of("ws://[::1]:1/chat", "--timeout", "1");
    assertThat(doctored.verdict()).startsWith("TCP: ");
    assertThat(doctored.text()).contains("(IPv6)", "[0:0:0:0:0:0:0:1]:1 refused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat.example.com/chat",
        "ftp://chat.example.com/",
        "ws://",
        "ws://a b/",
        "ws://host:0/",
        "ws://host:70000/",
        "ws://user@host/",
        "ws://host/#part",
        "ws://host/\u0001",
        "ws://-\u0000/"
      })
  void aUrlThatIsNoneIsRefusedInOneLine(String url) {
    Doctored doctored = Doctored.of(url);
    assertThat(doctored.status()).isEqualTo(2);
    assertThat(doctored.out()).isEmpty();
    assertThat(doctored.err()).matches("parley doctor: [ -~…]+ \\(parley doctor --help\\)\n");
  }
}
