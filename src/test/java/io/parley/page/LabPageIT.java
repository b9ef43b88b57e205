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
  private static final String ANSWER = "#results .raw:not(details) .wire-text";
  private static final String SENT = "#results details.raw .wire-text";
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
        .contains("\nSec-WebSocket-Version: 13\n", "\n  \"code\": \"version-unsupported\"");
    assertThat(window.texts("#results .raw .aside").get(0))
        .matches("JSON, set out in lines here; on the wire it has [\\d,]+ bytes\\.");
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
    assertThat(window.texts(SENT).get(0))
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
    String first = window.texts(SENT).get(0);
    send(window);
    assertThat(window.texts(SENT).get(0)).isNotEqualTo(first);
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
    assertThat(window.texts(SENT).get(0))
        .contains("User-Agent: " + markup, "X-Bell: \\u00ad\\u0085");
    assertThat(window.count("main img, main script")).isZero();
    assertThat(window.run("return document.title")).isEqualTo("Lab · Parley");
    assertThat(window.widthOnAPhone()).isEqualTo(360);
  }

  @Test
  void whatTheLabDoesNotSendIsSaidBesideItsField() {
    OperatorWindow window = open();
    refuses(window, "method", "GE T", "1 to 32 visible ASCII characters");
    refuses(window, "version", "", "1 to 32 visible ASCII characters");
    refuses(window, "path", "/metrics", "Use the path of an endpoint, or one where nothing is");
    refuses(window, "path", "echo", "Use the path of an endpoint, or one where nothing is");
    refuses(window, "fields", "X: \u202e", "At most 128 field lines");
    refuses(window, "fields", "   ", "At most 128 field lines");
    refuses(window, "fields", "X: y\n".repeat(129), "At most 128 field lines");
    refuses(window, "fields", "X: " + "y".repeat(16_384), "The lab takes at most 16 KiB");
  }

  private static void refuses(OperatorWindow window, String field, String text, String why) {
    window.click("[data-preset=good]");
    window.awaitCount("#results .wire-part", 1);
    window.paste(field, text);
    window.click("#send");
    window.awaitText(field + "Error", why);
    assertThat(window.text("summary")).startsWith("Not sent");
    assertThat(window.texts(".field-error")).containsOnlyOnce(window.text(field + "Error"));
    assertThat(window.run("return document.activeElement.id")).isEqualTo(field);
    assertThat(window.count("#" + field + "[aria-invalid=true]")).isEqualTo(1);
    assertThat(window.count("#results > *")).isZero();
    window.paste(field, "x");
    assertThat(window.text(field + "Error")).isEmpty();
  }

  @Test
  void aPresetIsSentWhenItIsChosen() {
    OperatorWindow window = open();
    assertThat(window.text("summary")).isEqualTo("Nothing has been sent yet.");
    window.click("[data-preset=version25]");
    window.awaitTexts("#results .result", "Refused · 400");
  }

  @Test
  void anUnknownPathIsSentAndAnswers404() {
    OperatorWindow window = open();
    window.paste("path", "/no/such/path");
    send(window);
    assertThat(window.texts("#results .result")).containsExactly("Refused · 404");
    assertThat(window.texts("#results .verdict .why").get(0)).contains("endpoint");
  }

  @Test
  void twoAnswersStandSideBySide() {
    OperatorWindow window = open();
    window.click("[data-preset=version25]");
    window.awaitTexts("#results .result", "Refused · 400");
    window.click("#pin");
    window.click("[data-preset=good]");
    window.awaitTexts("#results .result", "Accepted · 101");
    assertThat(window.texts("#pinnedResults .result")).containsExactly("Refused · 400");
    assertThat(
            window.run(
                "const box = (id) => document.getElementById(id).getBoundingClientRect();"
                    + " return box('pinned').right <= box('results').left"
                    + " || box('pinned').bottom <= box('results').top"))
        .isEqualTo(true);
    assertThat(window.run("return document.querySelectorAll('[id]').length"))
        .as("every id once")
        .isEqualTo(
            window.run(
                "return new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"));
    window.click("#unpin");
    assertThat(window.count("#pinned[hidden]")).isEqualTo(1);
  }

  @Test
  void framesGoOutAndComeInAfterThe101() {
    OperatorWindow window = open();
    window.click("[data-preset=good]");
    window.awaitText("frameState", "Open");
    window.paste("framePayload", "h\u00e9");
    window.click("#frameForm [type=submit]");
    window.awaitCount(".frame", 2);
    List<String> out = cells(window, 1);
    assertThat(out.subList(2, 5)).containsExactly("→ out", "text", "FIN");
    assertThat(out.get(5)).matches("[0-9a-f]{8}");
    assertThat(out.get(6)).isEqualTo("3");
    assertThat(window.texts(".frame .octets").get(0)).startsWith("81 83 " + spaced(out.get(5)));
    assertThat(window.texts(".frame .frame-payload summary")).containsExactly("h\u00e9", "h\u00e9");
    List<String> in = cells(window, 2);
    assertThat(in.subList(2, 7)).containsExactly("← in", "text", "FIN", "–", "3");
    assertThat(window.texts(".frame .octets").get(1)).isEqualTo("81 03 68 c3 a9");
    window.run("document.getElementById('frameDirection').value = 'in'; return 0");
    window.run(
        "document.getElementById('frameDirection').dispatchEvent(new Event('input')); return 0");
    assertThat(window.count(".frame:not([hidden])")).isEqualTo(1);
    assertThat(window.text("frameCount")).isEqualTo("1 of 2 · 5 bytes");
    window.paste("frameFilter", "nothing like it");
    assertThat(window.count(".frame:not([hidden])")).isZero();
    window.click("#frameClose");
    window.awaitText("frameState", "Closed");
    window.awaitCount(".frame", 4);
    assertThat(window.texts(".frame .frame-payload summary").get(3)).startsWith("1000");
    assertThat(window.count("#frameForm :enabled")).isZero();
  }

  private static List<String> cells(OperatorWindow window, int row) {
    return window.texts(".frame:nth-child(" + row + ") td");
  }

  private static String spaced(String hex) {
    return hex.replaceAll("(..)", "$1 ").strip();
  }

  /** RFC 7692 7.2.2: a compressed message is shown as its text, and its octets as they were. */
  @Test
  void aCompressedFrameIsReadable() {
    OperatorWindow window = open();
    window.click("[data-preset=windowBits]");
    window.awaitText("frameState", "Open");
    window.paste("framePayload", "abc ".repeat(100));
    window.click("#frameForm [type=submit]");
    window.awaitCount(".frame", 2);
    assertThat(window.texts(".frame .frame-payload summary").get(1)).isEqualTo("abc ".repeat(100));
    assertThat(cells(window, 2).get(4)).isEqualTo("FIN RSV1");
    assertThat(Integer.parseInt(cells(window, 2).get(6))).isLessThan(50);
  }

  @Test
  void aFrameThatCannotBeSentIsSaidBesideItsField() {
    OperatorWindow window = open();
    window.click("[data-preset=good]");
    window.awaitText("frameState", "Open");
    for (List<String> wrong :
        List.of(
            List.of("binary", "0g", "Write each octet as two hexadecimal digits."),
            List.of("close", "done", "Begin with a code of 0 to 65535."),
            List.of("ping", "x".repeat(126), "At most 125 bytes."),
            List.of("text", "x".repeat(12_001), "At most 12,000 bytes."))) {
      window.run(
          "const k = document.getElementById('frameKind'); k.value = arguments[0];"
              + " k.dispatchEvent(new Event('input')); return 0",
          wrong.get(0));
      window.paste("framePayload", wrong.get(1));
      window.click("#frameForm [type=submit]");
      window.awaitText("frameError", wrong.get(2));
    }
    assertThat(window.count(".frame")).isZero();
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
    assertThat(window.texts(SENT).get(0)).contains("Sec-WebSocket-Protocol: parley.1.json");
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

  @Test
  void whatIsRefusedNamesTheCommandOfTheDoctor() {
    OperatorWindow window = open();
    window.paste("path", "/nowhere?token=secret");
    window.paste(
        "fields",
        """
        Host: localhost
        Origin: https://www.example.com
        Sec-WebSocket-Protocol: soap, wamp
        Cookie: secret=1""");
    send(window);
    assertThat(window.texts("#results .command"))
        .containsExactly(
            "java -jar parley.war doctor '"
                + visitors.page(0).replaceFirst("http", "ws")
                + "nowhere' --origin 'https://www.example.com' --subprotocol 'soap' --subprotocol"
                + " 'wamp'");
    assertThat(window.texts("#results .doctor"))
        .containsExactly("Find the cause from outside, step by step. Run this where Java is:");
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
