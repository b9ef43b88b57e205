package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.strict.Flaw;
import io.parley.probe.strict.StrictServer;
import io.parley.tool.NodeServer;
import io.parley.tool.RunningParley;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fails, or does not, once the connection is open. */
class DoctorMessagesIT {
  private static final String ECHO =
      "socket.on('message', (m, b) => socket.send(m, { binary: b }));";

  private static NodeServer ws(String options, String connection) throws Exception {
    String name = "'" + NodeServer.packageWs() + "'";
    String program =
        """
        const { WebSocketServer } = require(%s);
        const server = new WebSocketServer({ host: 'localhost', port: 0, %s });
        server.on('listening', () => ready(server));
        server.on('connection', (socket) => { socket.on('error', () => {}); %s });
        """
            .formatted(name, options, connection);
    return NodeServer.start(program);
  }

  @Test
  void parleyGetsThroughInEveryStep() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0")) {
      String url = parley.url("/echo").replaceFirst("http", "ws");
      Doctored doctored =
          Doctored.of(
              url,
              "--origin",
              parley.url(""),
              "--subprotocol",
              "soap",
              "--wait",
              "1",
              "--message-size",
              "65536");
      assertThat(doctored.status()).as(doctored.out()).isZero();
      assertThat(doctored.text())
          .contains("soap of soap", "compressed: both came back", "65,536 bytes: came back")
          .contains("and alive: pong", "The connection gets through.")
          .doesNotContain("To blame");
    }
  }

  @Test
  void npmWsGetsThrough() throws Exception {
    try (NodeServer server = ws("perMessageDeflate: true", ECHO)) {
      Doctored doctored = Doctored.of(server.url(), "--message-size", "100000", "--wait", "1");
      assertThat(doctored.status()).as(doctored.out()).isZero();
      assertThat(doctored.text())
          .contains("permessage-deflate, the server keeps its window, the client keeps its window")
          .contains("compressed: both came back", "100,000 bytes: came back");
    }
  }

  /** A server that echoes nothing is no fault: what cannot be checked is said. */
  @Test
  void aServerThatEchoesNothingGetsThrough() throws Exception {
    try (NodeServer server = ws("perMessageDeflate: true", "")) {
      Doctored doctored = Doctored.of(server.url(), "--message-size", "1000");
      assertThat(doctored.status()).as(doctored.out()).isZero();
      assertThat(doctored.text())
          .contains("sent; the server echoes none", "stays open; nothing came back");
    }
  }

  @Test
  void aServerThatClosesAtAnUnknownMessageGetsThrough() throws Exception {
    try (NodeServer server =
        ws("perMessageDeflate: true", "socket.on('message', () => socket.close(4400, 'json'));")) {
      Doctored doctored = Doctored.of(server.url(), "--wait", "1");
      assertThat(doctored.status()).as(doctored.out()).isZero();
      assertThat(doctored.text())
          .contains("closed with 4400 \"json\"", "how it takes them cannot be checked");
    }
  }

  @Test
  void aWrongPathOfNpmWsIsFound() throws Exception {
    try (NodeServer server = ws("path: '/ws'", ECHO)) {
      Doctored doctored = Doctored.of(server.url());
      assertThat(doctored.verdict()).isEqualTo("upgrade: the client's request");
      assertThat(doctored.text()).contains("takes the same handshake at /ws.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "socket.close(4401, 'token expired'); | ping: the client's request | token expired",
        "socket.close(1011); | ping: the server's application | at once with 1011",
        "socket.terminate(); | ping: the server's application | right after the 101",
        "socket.on('message', () => socket.terminate()); | messages: the server's application"
            + " | reports as 1006 when a text message is sent"
      })
  void anApplicationThatClosesIsToBlame(String program, String verdict, String cause)
      throws Exception {
    try (NodeServer server = ws("perMessageDeflate: true", program)) {
      Doctored doctored = Doctored.of(server.url());
      assertThat(doctored.verdict()).as(doctored.out()).isEqualTo(verdict);
      assertThat(doctored.text()).contains(cause);
    }
  }

  @Test
  void anIdleTimeoutOfTheApplicationIsToldFromOneOfAProxy() throws Exception {
    try (NodeServer server =
        ws(
            "perMessageDeflate: true",
            ECHO + "setTimeout(() => socket.close(1001, 'idle'), 900);")) {
      Doctored doctored = Doctored.of(server.url(), "--wait", "8");
      assertThat(doctored.verdict()).isEqualTo("idle time: the server's application");
      assertThat(doctored.text()).contains("with 1001 \"idle\"", "raise the server's idle timeout");
    }
  }

  @Test
  void theLargestMessageIsFound() throws Exception {
    try (NodeServer server = ws("maxPayload: 10000", ECHO)) {
      Doctored doctored = Doctored.of(server.url(), "--message-size", "64000");
      assertThat(doctored.verdict()).isEqualTo("message size: the server's application");
      assertThat(doctored.text())
          .contains(
              "64,000 bytes: closed with 1009", "8,000 bytes: came back", "8,000 bytes pass.");
    }
  }

  /** The takeover bug, on each side. */
  @ParameterizedTest
  @CsvSource({"KEEPS_NO_CLIENT_CONTEXT", "FAILS_ON_SECOND_MESSAGE"})
  void compressionThatBreaksTheSecondMessageIsToBlame(Flaw flaw) throws Exception {
    try (StrictServer server = StrictServer.start(flaw)) {
      Doctored doctored = Doctored.of(server.url());
      assertThat(doctored.verdict()).as(doctored.out()).startsWith("messages: the server's appl");
      assertThat(doctored.text()).contains("message 2");
    }
  }

  /** The server promises to forget its window, and refers to the first message all the same. */
  @Test
  void aServerThatBreaksItsPromiseIsToBlame() throws Exception {
    try (NodeServer server =
        ws(
            "perMessageDeflate: { serverNoContextTakeover: true, threshold: 0 }",
            "const d = Object.values(socket._extensions)[0]; if (d) d.params.server_no_context_takeover ="
                + " false; "
                + ECHO)) {
      Doctored doctored = Doctored.of(server.url());
      assertThat(doctored.verdict())
          .as(doctored.out())
          .isEqualTo("messages: the server's application");
      assertThat(doctored.text())
          .contains("message 2 of the server cannot be decompressed")
          .contains("not compressed: both came back")
          .contains("Compression breaks the second message; without compression both pass.")
          .contains("server_no_context_takeover");
    }
  }

  /** Real servers of HTTP/2 that take nothing else. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "require('http2').createServer() | upgrade: the server's application",
        "require('http2').createServer((q, r) => r.end('hello')) | upgrade: the server's application"
      })
  void aServerThatSpeaksOnlyHttpTwoIsToBlame(String program, String verdict) throws Exception {
    NodeServer.require();
    try (NodeServer server =
        NodeServer.start(
            "const server = "
                + program
                + ";"
                + "server.listen(0, 'localhost', () => ready(server));")) {
      Doctored doctored = Doctored.of(server.url());
      assertThat(doctored.verdict()).as(doctored.out()).isEqualTo(verdict);
      assertThat(doctored.text()).contains("speaks only HTTP/2");
    }
  }

  @Test
  void noMessagesSendsNone() throws Exception {
    try (NodeServer server =
        ws("perMessageDeflate: true", "socket.on('message', () => process.exit(1));")) {
      Doctored doctored = Doctored.of(server.url(), "--no-messages");
      assertThat(doctored.status()).as(doctored.out()).isZero();
      assertThat(doctored.text()).contains("- messages --no-messages");
    }
  }
}
