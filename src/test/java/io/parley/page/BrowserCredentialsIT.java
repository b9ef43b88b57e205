package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import io.parley.tool.TokenIssuer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways in which a browser can send a token with a WebSocket, each with a real one. */
@NeedsBrowser
class BrowserCredentialsIT {
  private static final TokenIssuer ISSUER = TokenIssuer.withKey("1");

  /**
   * Opens a socket with what a way offers or puts into the URL. Gives what was chosen, the first
   * message and the fields of the answer; or the code of a socket that never opened.
   */
  private static final String OPEN =
      """
      const [way, subprotocol, token] = arguments;
      const kubernetes = () => 'base64url.bearer.authorization.k8s.io.'
        + btoa(token).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
      const quarkus = () => 'quarkus-http-upgrade#Authorization#' + encodeURIComponent('Bearer ' + token);
      const ticket = async () => {
        const answer = await fetch('/tickets', { method: 'POST', headers: { Authorization: `Bearer ${token}` } });
        return (await answer.json()).ticket;
      };
      return (async () => {
        document.cookie = `session=${way === 'cookie' ? token : ''}; path=/; SameSite=Strict`
          + (way === 'cookie' ? '' : '; max-age=0');
        const attempt = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
          .replaceAll('+', '-').replaceAll('/', '_').slice(0, 22);
        const url = new URL(`/chat/tea?attempt=${attempt}`, location.href.replace('http', 'ws'));
        if (way === 'ticket') url.searchParams.set('ticket', await ticket());
        if (way === 'used ticket') url.searchParams.set('ticket', (globalThis.ticket ??= await ticket()));
        const offers = { kubernetes, quarkus };
        const offered = Object.hasOwn(offers, way) ? [offers[way](), subprotocol] : [subprotocol];
        const socket = new WebSocket(url, offered);
        const text = await new Promise(done => {
          const first = text => {
            const told = text.startsWith('{') ? JSON.parse(text) : { text };
            return told.type === 'welcome' ? `welcome ${told.name ?? 'nobody'}` : told.text ?? told.type;
          };
          socket.onopen = () => {
            if (socket.protocol === 'parley.text') socket.send('hello');
            if (way === 'in band') socket.send(JSON.stringify({ type: 'token', token }));
          };
          const heard = [];
          socket.onmessage = ({ data }) => {
            heard.push(first(data));
            if (way !== 'in band') done(heard.join());
            else if (data.includes('"authenticated"')) done('authenticated ' + JSON.parse(data).name);
          };
          socket.onclose = ({ code }) => done(`closed ${code}`);
        });
        const trace = await (await fetch(`/handshakes/${attempt}`)).json();
        socket.close();
        const chosen = (trace.answer?.fields ?? []).filter(({ name }) => /^sec-websocket-protocol$/i.test(name));
        return [trace.status, socket.protocol, text, chosen.map(({ value }) => value).join('|')].join(' / ');
      })();
      """;

  @TempDir private static Path folder;

  private static RunningParley server;
  private static Browser browser;
  private static ChatWindow window;

  @BeforeAll
  static void start() throws Exception {
    server =
        RunningParley.start(
            ISSUER.options(folder, "--token-cookie", "session", "--token-in-band", "true"));
    browser = Browser.whole("en-GB,en");
    // Any page of the server's origin that opens no socket by itself.
    window = browser.open(server.url("/docs/"));
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      browser.close();
    } finally {
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"kubernetes", "quarkus", "ticket", "cookie"})
  void opensBothSubprotocolsAndNoCarrierIsChosen(String way) {
    assertThat(open(way, "parley.text"))
        .isEqualTo("101 / parley.text / data received / parley.text");
    assertThat(open(way, "parley.1.json"))
        .isEqualTo("101 / parley.1.json / welcome ann / parley.1.json");
  }

  @Test
  void opensByAMessageOnTheConnection() {
    assertThat(open("in band", "parley.1.json"))
        .isEqualTo("101 / parley.1.json / authenticated ann / parley.1.json");
  }

  /** What came in above did so by its token. */
  @Test
  void opensNothingWithoutAToken() {
    assertThat(open("nothing", "parley.text")).isEqualTo("401 /  / closed 1006 / ");
    assertThat(open("nothing", "parley.1.json"))
        .isEqualTo("101 / parley.1.json / welcome nobody / parley.1.json");
  }

  @Test
  void takesATicketOnce() {
    assertThat(open("used ticket", "parley.text")).startsWith("101 / parley.text / data received");
    assertThat(open("used ticket", "parley.text")).isEqualTo("401 /  / closed 1006 / ");
  }

  /** A browser gives up a connection that chose nothing of what it offered. */
  @Test
  void aCarrierAloneOpensNothing() {
    String token = ISSUER.token("ann");
    String alone =
        """
        const socket = new WebSocket(new URL('/chat/tea', location.href.replace('http', 'ws')),
          ['quarkus-http-upgrade#Authorization#' + encodeURIComponent('Bearer ' + arguments[0])]);
        return new Promise(done => {
          socket.onopen = () => done('open');
          socket.onclose = ({ code }) => done(`closed ${code}`);
        });
        """;
    assertThat(window.run(alone, token)).isEqualTo("closed 1006");
  }

  @Test
  void theAnswerOnTheWireHoldsNoCarrier() throws Exception {
    try (Relay relay = Relay.to(server.port(0))) {
      List<String> answers = relay.answers();
      ChatWindow own = browser.open(relay.page("docs/"));
      for (String way : List.of("kubernetes", "quarkus")) {
        String token = ISSUER.token("ann", Duration.ofHours(1), Map.of("way", way));
        assertThat((String) own.run(OPEN, way, "parley.text", token)).startsWith("101 /");
        assertThat(String.join("", answers))
            .contains("Sec-WebSocket-Protocol: parley.text\r\n")
            .doesNotContain("k8s", "quarkus", token);
      }
      own.close();
    }
  }

  private static String open(String way, String subprotocol) {
    return (String) window.run(OPEN, way, subprotocol, ISSUER.token("ann"));
  }
}
