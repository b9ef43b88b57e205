package io.parley.page;

import static io.parley.page.Visitors.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the page says about its handshake: accepted, refused or never answered. */
@NeedsBrowser
class InspectorPageIT {
  private static Visitors visitors;

  @BeforeAll
  static void start() throws Exception {
    visitors = Visitors.start();
  }

  @AfterAll
  static void stop() throws Exception {
    visitors.close();
  }

  @AfterEach
  void leave() {
    visitors.leave();
  }

  @Test
  void anAcceptedHandshakeIsShownRuleByRule() {
    var window = visitors.connected(visitors.page(0));
    window.press("inspect");
    window.await("verdict", () -> window.texts(".result"), List.of("Accepted · 101"));
    assertThat(window.texts(".turn .sent .line-sent"))
        .anyMatch(line -> line.matches("GET /\\?attempt=[A-Za-z0-9_-]{22} HTTP/1\\.1"));
    assertThat(window.text("subprotocol")).isEqualTo("parley.1.json");
    assertThat(window.text("extensions")).contains("permessage-deflate");
    assertThat(window.texts(".turn .sent .line-sent"))
        .contains(
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Protocol: parley.1.json");
    assertThat(window.texts(".finding[data-outcome=chosen] .reason").get(0))
        .satisfiesAnyOf(
            text -> assertThat(text).startsWith("Chosen: parley.1.json. RFC 6455"),
            text -> assertThat(text).startsWith("Chosen: permessage-deflate;"));
    assertThat(
            window.run(
                "return document.querySelectorAll('.finding a[href^=\"https://www.rfc-editor.org/\"]').length > 8"))
        .isEqualTo(true);
    assertThat(window.texts(".answered > .line-sent"))
        .contains("HTTP/1.1 101", "Sec-WebSocket-Protocol: parley.1.json");
    window.await("proof", () -> window.texts(".fit[data-outcome=passed]").size(), 1);
    assertThat(window.texts(".answered > .line-sent"))
        .contains("Sec-WebSocket-Accept: " + window.texts(".steps code").get(2));
  }

  @Test
  void theAcceptValueIsRightWithAndWithoutTheBrowsersSha1() {
    var window = visitors.connected(visitors.page(0));
    var compute =
        """
        const { acceptance } = await import('./page/accept.js');
        const { sha1 } = await import('./page/sha1.js');
        const hex = (bytes) => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
        const hashes = [];
        for (let n = 0; n < 200; n++) {
          const bytes = crypto.getRandomValues(new Uint8Array(n));
          const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes));
          hashes.push(hex(sha1(bytes)) === hex(hash));
        }
        const own = await acceptance('dGhlIHNhbXBsZSBub25jZQ==');
        return [own.accept, own.hash, String(hashes.every(Boolean))];
        """;
    assertThat(window.run("return (async () => {" + compute + "})()"))
        .isEqualTo(
            List.of(
                "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                "b37a4f2cc0624f1690f64606cf385945b2bec4ea",
                "true"));
  }

  @Test
  void aWrongPathShowsItsReason() {
    var nowhere = visitors.socket(0, "/nowhere");
    var window = visitors.open(visitors.page(0) + "?socket=" + encoded(nowhere));
    window.awaitState("refused");
    assertThat(window.text("state")).isEqualTo("Refused by the server");
    assertThat(window.lines("bad").get(0))
        .startsWith(
            "The server refused the handshake (404): No endpoint stands at that path."
                + " Check the path of the WebSocket URL;");
    assertThat(window.property("retry", "hidden")).isEqualTo("false");
    assertThat(window.text("nextTry")).as("the same is refused again").isEmpty();
    assertThat(visitors.console().lines())
        .as("the browser says by itself that it failed, and the page nothing more")
        .allSatisfy(line -> assertThat(line).contains("WebSocket connection"));
    window.press("inspect");
    assertThat(window.texts(".result")).containsExactly("Refused · 404");
    assertThat(window.texts(".finding[data-outcome=refused] .reason").get(0))
        .startsWith("No endpoint stands at that path.");
    assertThat(window.run("return document.querySelector('.verdict .more .out').pathname"))
        .isEqualTo("/problems/path-unknown");
  }

  /** The exact command for this socket, without the query, which may hold a secret. */
  @Test
  void aConnectionThatFailedNamesTheCommandOfTheDoctorInBothLanguages() {
    var nowhere = visitors.socket(0, "/no%20where") + "?token=secret";
    String command =
        "java -jar parley.war doctor '"
            + visitors.socket(0, "/no%20where")
            + "' --origin '"
            + visitors.page(0).replaceFirst("/$", "")
            + "' --subprotocol 'parley.1.json'";
    for (String language : List.of("en", "zh-Hant")) {
      var window =
          visitors.open(visitors.page(0) + "?lang=" + language + "&socket=" + encoded(nowhere));
      window.awaitState("refused");
      window.press("inspect");
      assertThat(window.texts("#doctorHint .command")).containsExactly(command);
      assertThat(window.texts("#doctorHint p"))
          .containsExactly(
              language.equals("en")
                  ? "Find the cause from outside, step by step. Run this where Java is:"
                  : "從外部逐步找出原因。請在裝有 Java 的電腦上執行：");
    }
    var open = visitors.connected(visitors.page(0));
    assertThat(open.property("doctorHint", "hidden")).isEqualTo("true");
  }

  @Test
  void aRoomThatCannotBeIsToldTheRuleInBothLanguages() {
    var socket = visitors.socket(0, "/chat/a%20b");
    var window = visitors.open(visitors.page(0) + "?socket=" + encoded(socket));
    window.awaitState("refused");
    assertThat(window.lines("bad").get(0))
        .startsWith(
            "The server refused the handshake (404): \"a b\" is not allowed in that path. A room's"
                + " name has 1 to 64 characters: letters, marks, digits and . _ ~ - (but not . or ..).");
    window.press("inspect");
    assertThat(window.run("return document.querySelector('.verdict .more .out').pathname"))
        .isEqualTo("/problems/path-value-invalid");
    var chinese = visitors.open(visitors.page(0) + "?lang=zh-Hant&socket=" + encoded(socket));
    chinese.awaitState("refused");
    assertThat(chinese.lines("bad").get(0)).contains("\u300ca b\u300d", "1 \u5230 64");
  }

  /** What failed is read first; what passed is there for who asks, by keyboard too. */
  @Test
  void theRuleThatFailedIsFirstAndWhatPassedIsFolded() {
    var nowhere = visitors.socket(0, "/nowhere");
    var window = visitors.open(visitors.page(0) + "?socket=" + encoded(nowhere));
    window.awaitState("refused");
    window.press("inspect");
    assertThat(visible(window, ".trace .finding[data-outcome=refused] .why")).hasSize(1);
    assertThat(visible(window, ".trace .finding[data-outcome=passed]")).isEmpty();
    assertThat(window.texts(".trace .finding[data-outcome=passed]")).hasSizeGreaterThan(6);
    var first = window.texts(".trace .sent .line-sent").get(0);
    assertThat(first).startsWith("GET ");
    assertThat(window.texts(".trace .line-sent")).as("said once").containsOnlyOnce(first);
    var reasons = window.texts(".trace .reason");
    assertThat(reasons).as("said once").doesNotHaveDuplicates();
    assertThat(visible(window, ".asked > .passes > summary").get(0))
        .matches("Rules that passed: \\d+.*");
    window.run("document.querySelector('.asked > .passes > summary').focus(); return 0");
    window.key("\n");
    window.await(
        "unfolded",
        () -> visible(window, ".asked > .passes .finding[data-outcome=passed]").isEmpty(),
        false);
  }

  @SuppressWarnings("unchecked") // The script returns strings.
  private static List<String> visible(ChatWindow window, String selector) {
    return (List<String>)
        window.run(
            "return [...document.querySelectorAll(arguments[0])]"
                + ".filter(e => e.checkVisibility()).map(e => e.textContent)",
            selector);
  }

  @Test
  void theOperatorsPagesAreLinkedOnlyWhereTheyAreOn() throws Exception {
    var window = visitors.connected(visitors.page(0));
    window.await("linked", () -> visible(window, ".tools a[data-operator]").size(), 3);
    assertThat(visible(window, ".tools a[data-operator]"))
        .containsExactly("Handshakes", "Lab", "Operator");
    try (var server = RunningParley.start("--port", "0", "--trusted-proxy", "127.0.0.1")) {
      var off = visitors.connected(server.url("/"));
      off.await("told", () -> off.run(TOLD), true);
      assertThat(visible(off, "[data-operator]")).isEmpty();
    }
  }

  /** Whether the page has heard whether they are on. */
  private static final String TOLD =
      "return performance.getEntriesByType('resource').some("
          + "e => e.name.endsWith('/operator-access') && e.responseEnd > 0)";

  /** A list may stand on several lines (RFC 9110 5.3); a rule may compare several fields. */
  @Test
  void allLinesThatARuleLooksAtStandWithWhatItMadeOfThem() {
    var window = visitors.connected(visitors.page(0));
    var show =
        """
        const { conversation } = await import('./page/trace.js');
        const fields = [['Sec-WebSocket-Protocol', 'chat.example'], ['Key', 'no key'], ['X-Other', '1'],
          ['sec-websocket-protocol', 'wamp'], ['Content-Length', '3'], ['Sec-WebSocket-Key', 'k'],
          ['Transfer-Encoding', 'chunked'], ['SEC-WEBSOCKET-PROTOCOL', 'soap'], ['Upgrade', 'websocket']];
        const found = (rule, outcome) => ({ rule, outcome, clause: 'RFC 6455 4.2.1 item 8', saw: '', detail: rule });
        const trace = { verdict: 'refused', status: 400, refusal: { code: 'content-not-allowed' },
          request: { method: 'GET', target: '/', version: 'HTTP/1.1',
            fields: fields.map(([name, value]) => ({ name, value })) },
          findings: [found('content', 'refused'), found('key', 'passed'), found('subprotocols', 'passed'),
            found('subprotocol', 'chosen')] };
        const made = conversation(trace);
        document.getElementById('inspectorContent').replaceChildren(made);
        const lines = (e) => [...e.querySelectorAll('.line-sent')].map((l) => l.textContent).join(' & ');
        return [...made.querySelectorAll('.sent'), made.querySelector('.others')].map(lines);
        """;
    assertThat(window.run("return (async () => {" + show + "})()"))
        .isEqualTo(
            List.of(
                "Content-Length: 3 & Transfer-Encoding: chunked",
                "Sec-WebSocket-Protocol: chat.example & sec-websocket-protocol: wamp"
                    + " & SEC-WEBSOCKET-PROTOCOL: soap",
                "GET / HTTP/1.1",
                "Sec-WebSocket-Key: k",
                "Key: no key & X-Other: 1 & Upgrade: websocket"));
  }

  @Test
  void theLanguageGoesAlongToTheOtherPages() {
    var window = visitors.connected(visitors.page(0) + "?lang=zh-Hant");
    window.await("linked", () -> visible(window, ".tools a[data-operator]").size(), 3);
    for (var page : List.of("handshakes.html", "lab.html")) {
      assertThat(
              window.run(
                  "return document.querySelector('nav a[href*=\"' + arguments[0] + '\"]').search",
                  page))
          .isEqualTo("?lang=zh-Hant");
    }
    window.click("nav a[href*='handshakes.html']");
    window.await("Chinese", () -> window.text("title"), "\u4ea4\u63e1\u6e05\u55ae");
    window.click("nav a[href*='lab.html']");
    window.await("Chinese", () -> window.text("title"), "\u5be6\u9a57\u5ba4");
    window.click("nav a:first-child");
    window.awaitState("open");
    assertThat(window.text("sendButton")).isEqualTo("\u9001\u51fa");
  }

  @Test
  void aRefusedOriginShowsItsReason() throws Exception {
    try (var proxy = Relay.to(visitors.port(0))) {
      // As a proxy does that does not pass on the browser's Host.
      proxy.changing(
          text ->
              text.replace(
                  "Host: localhost:" + proxy.port(), "Host: localhost:" + visitors.port(0)));
      var window = visitors.open(proxy.page(""));
      window.awaitState("refused");
      assertThat(window.lines("bad").get(0))
          .startsWith(
              "The server refused the handshake (403): Origin was \"http://localhost:"
                  + proxy.port()
                  + "\", and the request went to \"localhost:"
                  + visitors.port(0)
                  + "\". Open the connection from a page of this server,");
    }
  }

  @Test
  void aProxyThatStripsUpgradeIsNamed() throws Exception {
    try (var proxy = Relay.to(visitors.port(0))) {
      proxy.changing(
          text ->
              text.replace("Upgrade: websocket\r\n", "")
                  .replace("Connection: Upgrade\r\n", "Connection: keep-alive\r\n"));
      var window = visitors.open(proxy.page(""));
      window.awaitState("refused");
      assertThat(window.lines("bad").get(0))
          .startsWith("The server refused the handshake (426): There was no Upgrade.")
          .contains("a proxy probably removed Upgrade");
    }
  }

  @Test
  void aHandshakeThatNeverArrivedIsSaidToBeLostOnTheWay() throws Exception {
    try (var proxy = Relay.to(visitors.port(0))) {
      proxy.changing(text -> text.contains("Upgrade: websocket") ? "GET / HTTP/1.1\r\n\r\n" : text);
      var window = visitors.open(proxy.page(""));
      window.awaitState("unopened");
      assertThat(window.lines("bad").get(0))
          .startsWith(
              "The server is running, but this handshake never reached it. Something on the way")
          .contains("removes Upgrade");
    }
  }

  @Test
  void noServerShowsTheUsualSuspects() throws Exception {
    ChatWindow window;
    try (var proxy = Relay.to(visitors.port(0))) {
      window = visitors.connected(proxy.page("?room=suspects"));
    }
    window.awaitState("unanswered");
    assertThat(window.lines("bad").get(1))
        .startsWith("No server answers. The server may be down or starting,")
        .contains("a proxy on the way removes Upgrade");
    window.press("inspect");
    assertThat(window.texts("#inspectorContent .why").get(0)).isEqualTo("No server answers.");
  }

  @Test
  void hostileValuesAreShownHarmlessly() {
    var markup =
        "<img src=x onerror=document.title='taken'><script>document.title='taken'</script>";
    var window = visitors.open(visitors.page(0) + "favicon.ico");
    window.callAs(markup + "x".repeat(4_096), visitors.page(0));
    window.awaitState("open");
    window.press("inspect");
    window.await("verdict", () -> window.texts(".result"), List.of("Accepted · 101"));
    assertThat(window.texts(".others .line-sent"))
        .anyMatch(line -> line.startsWith("User-Agent: " + markup));
    assertThat(window.texts(".asked .aside"))
        .containsExactly("What could be a secret is not kept. Only its length is shown.");
    assertHarmless(window);
  }

  @Test
  void aHostileTraceIsShownHarmlessly() {
    var window = visitors.connected(visitors.page(0));
    var show =
        """
        const evil = '<b>x</b><img src=x onerror="document.title=1">\\u0000\\u001b[31m\\u202egnp.exe\\n' + 'y'.repeat(8192);
        const { conversation } = await import('./page/trace.js');
        const finding = { rule: evil, outcome: evil, code: 'constructor', clause: evil, link: 'javascript:alert(1)',
          saw: evil, detail: evil, advice: evil };
        const trace = { handshake: evil, attempt: evil, at: evil, micros: evil, address: evil, verdict: 'refused', status: evil,
          request: { method: evil, target: evil, version: evil, fields: [{ name: '__proto__', value: evil }, { name: 'Origin', value: evil }] },
          refusal: { code: '../../evil', type: 'https://example.com/', title: evil, detail: evil, advice: evil },
          findings: [finding, { ...finding, outcome: 'refused', rule: 'origin' }, { ...finding, rule: 'key' }],
          answer: { status: evil, fields: [{ name: evil, value: evil }] },
          ending: { code: evil, seconds: evil, received: evil, sent: evil } };
        document.getElementById('inspectorContent').replaceChildren(conversation(trace));
        document.getElementById('inspect').click();
        return document.getElementById('inspectorContent').textContent;
        """;
    var text = (String) window.run("return (async () => {" + show + "})()");
    assertThat(text)
        .contains("<b>x</b>", "\\u001b[31m", "\\u202e")
        .doesNotContain("\u001b", "\u202e");
    assertThat(window.run("return document.querySelectorAll('.trace a').length")).isEqualTo(0L);
    assertHarmless(window);
  }

  @Test
  void inChineseEveryRuleSpeaksChinese() {
    var window = visitors.connected(visitors.page(0) + "?lang=zh-Hant");
    window.press("inspect");
    window.await("verdict", () -> window.texts(".result"), List.of("已接受 · 101"));
    assertThat(window.texts(".reason"))
        .hasSizeGreaterThan(10)
        .allMatch(t -> t.matches("(?s).*\\p{IsHan}.*"));
  }

  @Test
  void theInspectorIsOpenedAndClosedByKeyboard() {
    var window = visitors.connected(visitors.page(0));
    window.run("document.getElementById('inspect').focus(); return 0");
    window.key("\n");
    window.await("open", () -> window.property("inspector", "open"), "true");
    assertThat(window.run("return document.getElementById('inspect').ariaExpanded"))
        .isEqualTo("true");
    window.key("\u001b");
    window.await("closed", () -> window.property("inspector", "open"), "false");
    assertThat(window.run("return document.activeElement.id")).isEqualTo("inspect");
    assertThat(window.run("return document.getElementById('inspect').ariaExpanded"))
        .isEqualTo("false");
  }

  private static void assertHarmless(ChatWindow window) {
    assertThat(window.run("return document.title")).isEqualTo("lobby · Parley");
    assertThat(
            window.run(
                "return document.querySelectorAll('dialog img, dialog script, dialog b').length"))
        .isEqualTo(0L);
    assertThat(
            window.run(
                "const c = document.getElementById('inspectorContent'); return c.scrollWidth - c.clientWidth"))
        .isEqualTo(0L);
  }
}
