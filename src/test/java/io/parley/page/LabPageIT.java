package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handshakes composed by hand on the page, in a real Chromium with a real server. */
@NeedsBrowser
class LabPageIT {
  private static final String ANSWER = "#results .raw:last-child .wire-text";
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
    assertThat(visitors.console()).doesNotContain("Content Security Policy", "TypeError");
    visitors.leave();
  }

  private static OperatorWindow open(String query) {
    OperatorWindow window =
        new OperatorWindow(visitors.open(visitors.page(0) + "lab.html" + query));
    window.awaitCount("#paths option", 4);
    return window;
  }

  private static OperatorWindow open() {
    return open("");
  }

  /** Sends what stands in the form, and waits for what came of it. */
  private static void send(OperatorWindow window) {
    window.click("#send");
    window.awaitCount("#results .wire-part", 1);
  }

  @Test
  void aVersionMismatchShowsItsReason() {
    OperatorWindow window = open();
    window.click("[data-preset=version25]");
    send(window);
    assertThat(window.texts("#results .result")).containsExactly("Refused · 400");
    assertThat(window.texts("#results .verdict .why"))
        .containsExactly("Sec-WebSocket-Version was \"25\"; this server speaks 13.");
    assertThat(window.texts("#results .verdict .advice"))
        .containsExactly("Send Sec-WebSocket-Version: 13.");
    assertThat(window.run("return document.querySelector('#results .more a').pathname"))
        .isEqualTo("/problems/version-unsupported");
    assertThat(window.texts(ANSWER).get(0))
        .startsWith("HTTP/1.1 400 Bad Request\n")
        .contains("\nSec-WebSocket-Version: 13\n", "\"code\":\"version-unsupported\"");
    assertThat(window.text("summary"))
        .startsWith("The server answered 400 within ")
        .endsWith(" ms. It closed the connection.");
  }

  @ParameterizedTest
  @CsvSource({
    "good, Accepted · 101, Connection: Upgrade",
    "version25, Refused · 400, version-unsupported",
    "subprotocols, Accepted · 101, Sec-WebSocket-Protocol: soap",
    "missingKey, Refused · 400, key-missing",
    "foreignOrigin, Refused · 403, origin-not-allowed",
    "strippedConnection, Refused · 400, connection-without-upgrade",
    "windowBits, Accepted · 101, Sec-WebSocket-Extensions: permessage-deflate",
    "severalLines, Accepted · 101, Sec-WebSocket-Protocol: wamp"
  })
  void everyPresetComesOutAsItSays(String preset, String result, String answer) {
    OperatorWindow window = open();
    window.click("[data-preset=" + preset + "]");
    assertThat(window.texts("#presets [aria-pressed=true]")).hasSize(1);
    String note = window.text("presetNote");
    assertThat(note).isNotEmpty();
    send(window);
    assertThat(window.texts("#results .result")).containsExactly(result);
    assertThat(window.texts(ANSWER).get(0)).contains(answer);
    assertThat(window.texts("#results .others .line-sent"))
        .as("a rule looks at each")
        .noneMatch(line -> line.startsWith("Sec-WebSocket-"));
  }

  @Test
  void thePresetsAreTheOnesThatAreTried() {
    OperatorWindow window = open();
    assertThat(
            window.run(
                "return [...document.querySelectorAll('[data-preset]')].map(b => b.dataset.preset)"))
        .isEqualTo(
            List.of(
                "good",
                "version25",
                "subprotocols",
                "missingKey",
                "foreignOrigin",
                "strippedConnection",
                "windowBits",
                "severalLines"));
  }

  @Test
  void theUnreachableWindowBitsAreDeclinedAndTheNextOfferIsChosen() {
    OperatorWindow window = open();
    window.click("[data-preset=windowBits]");
    send(window);
    assertThat(window.texts("#results .finding[data-outcome=declined] .reason").get(0))
        .contains("server_max_window_bits");
    assertThat(window.count("#results .finding[data-outcome=chosen]")).isEqualTo(1);
  }

  @Test
  void theAcceptValueIsRecomputedFromAKeyOfThePage() {
    OperatorWindow window = open();
    String first = key(window);
    window.click("#newKey");
    String second = key(window);
    assertThat(first).matches("[A-Za-z0-9+/]{22}==");
    assertThat(second).matches("[A-Za-z0-9+/]{22}==").isNotEqualTo(first);
    send(window);
    window.awaitCount("#results .fit[data-outcome=passed]", 1);
    assertThat(window.texts("#results .steps code").get(0)).startsWith(second + " + ");
    assertThat(window.texts(ANSWER).get(0))
        .contains("Sec-WebSocket-Accept: " + window.texts("#results .steps code").get(2));
  }

  private static String key(OperatorWindow window) {
    String lines = (String) window.run("return document.getElementById('fields').value");
    return lines.replaceFirst("(?s).*Sec-WebSocket-Key: (\\S+)\n.*", "$1");
  }

  @Test
  void repeatedAndMalformedLinesGoOutAsTheyAre() {
    OperatorWindow window = open();
    window.paste("path", "/echo?x=1&attempt=of-somebody&attempt=else");
    window.paste("fields", "Host: localhost\nHost: localhost\nno colon\nUpgrade : é\n\n");
    assertThat(window.count("#presets [aria-pressed=true]")).isZero();
    send(window);
    assertThat(window.texts("#results .raw:first-child .wire-text").get(0))
        .matches(
            """
            GET /echo\\?x=1&attempt=[A-Za-z0-9_-]{22} HTTP/1\\.1
            Host: localhost
            Host: localhost
            no colon
            Upgrade : é
            """);
    assertThat(window.texts(ANSWER).get(0)).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void everyTryHasAnAttemptOfItsOwn() {
    OperatorWindow window = open();
    send(window);
    String first = window.texts("#results .raw:first-child .wire-text").get(0);
    send(window);
    assertThat(window.texts("#results .raw:first-child .wire-text").get(0)).isNotEqualTo(first);
    assertThat(window.texts("#results .result")).containsExactly("Accepted · 101");
  }

  @Test
  void hostileValuesAreShownHarmlessly() {
    OperatorWindow window = open();
    String markup =
        "<img src=x onerror=document.title='taken'><script>document.title='taken'</script>";
    window.paste(
        "fields",
        "Host: localhost:%d\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key: %s\nX-Far: %s\n"
                .formatted(visitors.port(0), markup, "y".repeat(7_000))
            + "Sec-WebSocket-Version: 13\nUser-Agent: "
            + markup
            + "\nX-Bell: \u00ad\u0085");
    send(window);
    assertThat(window.texts("#results .result")).containsExactly("Refused · 400");
    assertThat(window.texts("#results .raw:first-child .wire-text").get(0))
        .contains("User-Agent: " + markup, "X-Bell: \\u00ad\\u0085");
    assertThat(window.count("main img, main script")).isZero();
    assertThat(window.run("return document.title")).isEqualTo("Lab · Parley");
    assertThat(window.widthOnAPhone()).isEqualTo(360);
  }

  @Test
  void whatTheLabDoesNotSendIsASentence() {
    OperatorWindow window = open();
    refuses(window, "method", "GE T", "Not sent: method and version have 1 to 32 visible");
    refuses(window, "path", "/metrics", "Not sent: the path has to be an endpoint's");
    refuses(window, "path", "echo", "Not sent: the path has to be an endpoint's");
    refuses(window, "fields", "X: \u202e", "Not sent: at most 128 field lines");
    refuses(window, "fields", "   ", "Not sent: at most 128 field lines");
    refuses(window, "fields", "X: y\n".repeat(129), "Not sent: at most 128 field lines");
    refuses(window, "fields", "X: " + "y".repeat(16_384), "Not sent: the lab takes at most 16 KiB");
  }

  private static void refuses(OperatorWindow window, String field, String text, String why) {
    window.click("[data-preset=good]");
    window.paste(field, text);
    window.click("#send");
    window.awaitText("summary", why);
    assertThat(window.count("#results > *")).isZero();
  }

  @Test
  void framesAfterA101AreNoText() {
    OperatorWindow window = open();
    window.paste("path", "/chat/frames");
    window.paste(
        "fields",
        window.run("return document.getElementById('fields').value")
            + "\nSec-WebSocket-Protocol: parley.1.json");
    send(window);
    assertThat(window.texts("#results .result")).containsExactly("Accepted · 101");
    assertThat(window.texts("#results .raw:first-child .wire-text").get(0))
        .contains("Sec-WebSocket-Protocol: parley.1.json");
    assertThat(window.texts(ANSWER).get(0)).doesNotContain("\"welcome\"");
  }

  @Test
  void whatIsNoHandshakeHasNoTraceAndSaysSo() {
    OperatorWindow window = open();
    window.paste("path", "/");
    window.paste("fields", "Host: localhost:" + visitors.port(0));
    send(window);
    assertThat(window.text("results")).startsWith("There is no trace: this was not a WebSocket");
    assertThat(window.texts(ANSWER).get(0)).startsWith("HTTP/1.1 200 OK\n");
    assertThat(window.count("#results .wire-text *:not(span)")).isZero();
  }

  /** The words of the command as a real shell hands them on. */
  @Test
  void theCommandForCurlIsQuotedRight() throws Exception {
    OperatorWindow window = open();
    window.paste("path", "/echo?a=$(id)&b='x'");
    window.paste(
        "fields",
        """
        Host: localhost
        Host: other
        no field
        @/etc/passwd
        X-Empty:
        X-Evil: '; touch evil; ' "$(touch evil)" `touch evil` \\ $HOME ! # %s
        X-Far: é""");
    window.click("#copy");
    window.awaitCount("#command:not([hidden])", 1);
    assertThat(window.text("copied"))
        .endsWith("4 of the lines are left out, because curl cannot send them.");
    assertThat(words(window.text("command")))
        .contains("--http1.1", "--path-as-is")
        .containsSubsequence(
            "--request",
            "GET",
            "--header",
            "user-agent:",
            "--header",
            "accept:",
            "--header",
            "Host: localhost",
            "--header",
            "X-Empty;",
            "--header",
            "X-Evil: '; touch evil; ' \"$(touch evil)\" `touch evil` \\ $HOME ! # %s",
            visitors.page(0) + "echo?a=$(id)&b='x'")
        .noneMatch(word -> word.contains("passwd") || word.contains("other"));
  }

  private static List<String> words(String command) throws Exception {
    String script = "curl() { printf '%s\\0' \"$@\"; }\n" + command;
    Process shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return List.of(out.split("\0", -1));
  }

  @Test
  void aKeyboardIsEnough() {
    OperatorWindow window = open();
    window.focus("[data-preset=missingKey]");
    window.key(" ");
    window.focus("#path");
    window.key("\n");
    window.awaitTexts("#results .result", "Refused · 400");
    assertThat(window.run("return document.activeElement.id")).isEqualTo("outcomeTitle");
  }

  @Test
  void inChineseAllIsChineseAndFitsAPhone() {
    OperatorWindow window = open("?lang=zh-Hant");
    assertThat(window.run("return document.title")).isEqualTo("實驗室 · Parley");
    assertThat(window.texts("[data-text]:not(#language), #presets button, #presetNote"))
        .hasSizeGreaterThan(15)
        .allMatch(text -> text.matches("(?s).*\\p{IsHan}.*"));
    window.click("[data-preset=version25]");
    send(window);
    assertThat(window.texts("#results .result")).containsExactly("已拒絕 · 400");
    assertThat(window.text("summary")).matches("伺服器在 [\\d.,]+ 毫秒內回應 400。伺服器隨後關閉了連線。");
    assertThat(window.widthOnAPhone()).isEqualTo(360);
    assertThat(window.run("return document.querySelector('nav a').search"))
        .isEqualTo("?lang=zh-Hant");
  }
}
