package io.parley.page;

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
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's list of handshakes, in a real Chromium with real servers. */
@NeedsBrowser
class HandshakesPageIT {
  private static final String TOKEN = "a-token-of-24-characters";
  private static final String MARKUP =
      "<img src=x onerror=document.title='taken'><script>document.title='taken'</script>";
  private static Visitors visitors;

  @TempDir private Path folder;

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

  private static OperatorWindow open(String url) {
    return new OperatorWindow(visitors.open(url));
  }

  private static OperatorWindow open() {
    OperatorWindow window = open(visitors.page(0) + "handshakes.html");
    window.awaitText("live", "Live");
    return window;
  }

  /** A value of a query that is shown: no others are. */
  private static String attempt(String name) {
    return name + "-".repeat(Math.max(0, 22 - name.length()));
  }

  /** A handshake that is refused for its version; its attempt id begins with the name. */
  private static void refuse(int port, String name) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.ask(
          "GET /echo?attempt="
              + attempt(name)
              + " HTTP/1.1\r\nHost: localhost:"
              + port
              + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nUser-Agent: "
              + MARKUP
              + "\r\nX-Far: "
              + "x".repeat(5_000)
              + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 25\r\n\r\n");
    }
  }

  private static String entry(OperatorWindow window, String name) {
    String find =
        "return [...document.querySelectorAll('.entry')]"
            + ".find(e => e.textContent.includes(arguments[0]))?.querySelector('a').getAttribute('href') ?? ''";
    String selector = "a[href=\"%s\"]";
    return selector.formatted(window.run(find, name));
  }

  @Test
  void aRefusedHandshakeComesIntoTheListAndOpensItsTrace() throws IOException {
    OperatorWindow window = open();
    refuse(visitors.port(0), "opens-its-trace");
    awaitEntry(window, "opens-its-trace");
    String link = entry(window, "opens-its-trace");
    assertThat(window.texts(link)).containsExactly("400 Unsupported WebSocket version");
    window.click(link);
    window.awaitTexts("#trace .result", "Refused · 400");
    assertThat(window.texts("#trace .verdict .why"))
        .containsExactly("Sec-WebSocket-Version was \"25\"; this server speaks 13.");
    assertThat(window.texts("#trace .turn .sent .line-sent").get(0))
        .isEqualTo("GET /echo?attempt=" + attempt("opens-its-trace") + " HTTP/1.1");
    assertThat(window.count(link + "[aria-current=true]")).isEqualTo(1);
  }

  private static void awaitEntry(OperatorWindow window, String name) {
    window.awaitText("live", "Live");
    long end = System.nanoTime() + ChatWindow.PATIENCE.toNanos();
    while (!window.text("entries").contains(name) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(window.text("entries")).contains(name);
  }

  @Test
  void aKeyboardOpensATraceAndComesBack() throws IOException {
    refuse(visitors.port(0), "by-keyboard");
    OperatorWindow window = open();
    awaitEntry(window, "by-keyboard");
    String link = entry(window, "by-keyboard");
    window.focus(link);
    window.key("\n");
    window.awaitTexts("#trace .result", "Refused · 400");
    assertThat(window.run("return document.activeElement.id")).isEqualTo("oneTitle");
    window.key("\u001b");
    window.awaitTexts("#trace", "Choose one from the list.");
    assertThat(window.run("return document.activeElement.matches(arguments[0])", link))
        .isEqualTo(true);
  }

  @Test
  void theCountsOfCodesAreFilters() throws IOException {
    refuse(visitors.port(0), "counted");
    visitors.connected(visitors.page(0));
    OperatorWindow window = open();
    awaitEntry(window, "counted");
    window.awaitCount(".chip[data-value=version-unsupported]", 1);
    assertThat(window.texts(".chip[data-value=version-unsupported]").get(0))
        .matches("version-unsupported \\d+");
    assertThat(window.count(".entry[data-verdict=accepted]")).isPositive();
    window.click(".chip[data-value=version-unsupported]");
    window.awaitCount(".entry[data-verdict=accepted]", 0);
    assertThat(window.count(".entry[data-verdict=refused]")).isPositive();
    assertThat(window.texts(".chip[aria-pressed=true] span:first-child"))
        .containsExactly("version-unsupported");
    window.click(".chip[data-value=accepted]");
    window.awaitCount(".entry[data-verdict=refused]", 0);
    assertThat(window.count(".entry[data-verdict=accepted]")).isPositive();
  }

  @Test
  void aTableShowsWhoAskedForWhatAndWhatBecameOfIt() throws IOException {
    OperatorWindow window = open();
    try (RawClient client =
        new RawClient(new Socket(InetAddress.getAllByName("::1")[0], visitors.port(0)))) {
      String target = "/echo?attempt=" + attempt("table-row");
      client.ask(
          "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  .formatted(target, visitors.port(0))
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
      awaitEntry(window, "table-row");
      assertThat(row(window, "table-row").get(4)).matches("\\d+(\\.\\d)? s · open");
      client.send(Wire.masked(0x81, "h\u00e9".getBytes(StandardCharsets.UTF_8)));
      Wire.over(client).read();
      client.send(Wire.masked(0x88, new byte[] {0x03, (byte) 0xe8}));
      Wire.over(client).read();
      awaitCell(window, "table-row", 5, "1 · 3 bytes");
      List<String> row = row(window, "table-row");
      assertThat(row.get(0)).matches("\\d\\d:\\d\\d:\\d\\d");
      assertThat(row.subList(1, 4)).containsExactly("101 Accepted", "::1", "GET " + target);
      assertThat(row.get(4)).matches("\\d+(\\.\\d)? s · 1000");
      assertThat(row.get(6)).isEqualTo("1 · 3 bytes");
    }
    assertThat(window.texts("#entries th"))
        .containsExactly("Time", "Result", "Address", "Request", "Duration", "Received", "Sent");
  }

  private static List<String> row(OperatorWindow window, String name) {
    return texts(
        window,
        "return [...[...document.querySelectorAll('.entry')]"
            + ".find(e => e.textContent.includes(arguments[0])).cells].map(c => c.textContent)",
        name);
  }

  @SuppressWarnings("unchecked") // The script returns strings.
  private static List<String> texts(OperatorWindow window, String script, String argument) {
    return (List<String>) window.run(script, argument);
  }

  private static void awaitCell(OperatorWindow window, String name, int column, String wanted) {
    long end = System.nanoTime() + ChatWindow.PATIENCE.toNanos();
    while (!row(window, name).get(column).equals(wanted) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(row(window, name).get(column)).isEqualTo(wanted);
  }

  @Test
  void theListIsSearchedByAddressPathAndRoom() throws IOException {
    refuse(visitors.port(0), "searched-for");
    OperatorWindow window = open();
    awaitEntry(window, "searched-for");
    window.paste("search", "SEARCHED-for");
    window.awaitCount(".entry", 1);
    window.paste("search", "127.0.0.1");
    awaitEntry(window, "searched-for");
    window.paste("search", "192.0.2.77");
    window.awaitText("kept", "None of the ");
    assertThat(window.count(".entry")).isZero();
    window.paste("search", "");
    awaitEntry(window, "searched-for");
  }

  @Test
  void aPausedListStaysAsItIsUntilItGoesOn() throws IOException {
    OperatorWindow window = open();
    window.click("#pause");
    window.awaitText("live", "Paused");
    refuse(visitors.port(0), "while-paused");
    assertThat(window.text("pause")).isEqualTo("Go on");
    assertThat(window.text("entries")).doesNotContain("while-paused");
    window.click("#pause");
    awaitEntry(window, "while-paused");
    assertThat(window.text("pause")).isEqualTo("Pause");
  }

  @Test
  void hostileValuesAreShownHarmlessly() throws IOException {
    refuse(visitors.port(0), "hostile-" + "z".repeat(56));
    OperatorWindow window = open();
    awaitEntry(window, "hostile");
    window.click(entry(window, "hostile"));
    window.awaitTexts("#trace .result", "Refused · 400");
    assertThat(window.texts("#trace .others .line-sent"))
        .anyMatch(line -> line.startsWith("User-Agent: " + MARKUP));
    assertThat(window.count("main img, main script")).isZero();
    assertThat(window.run("return document.title")).isEqualTo("Handshakes · Parley");
    assertThat(window.widthOnAPhone()).isEqualTo(360);
    window.click("#back");
    window.awaitTexts("#trace", "Choose one from the list.");
    assertThat(window.widthOnAPhone()).isEqualTo(360);
  }

  /** A phone on its side: the trace takes the place of the table, and nothing lies over another. */
  @Test
  void onAPhoneOnItsSideTheTraceHasTheWholeWidth() throws IOException {
    refuse(visitors.port(0), "on-its-side");
    OperatorWindow window = open();
    awaitEntry(window, "on-its-side");
    assertThat(window.width(844, 390)).isEqualTo(844);
    window.click(entry(window, "on-its-side"));
    window.awaitTexts("#trace .result", "Refused · 400");
    assertThat(window.run("return document.querySelector('.overview').checkVisibility()"))
        .isEqualTo(false);
    assertThat(window.width(844, 390)).isEqualTo(844);
  }

  @Test
  void whatIsNoLongerKeptIsSaid() {
    OperatorWindow window = open(visitors.page(0) + "handshakes.html#01KAVJ6D9T5V0S4Q8ZK3M1N7RY");
    window.awaitText("trace", "The server no longer keeps that handshake: --journal");
  }

  @Test
  void metricsAndHealthAreAtHand() {
    OperatorWindow window = open();
    window.click("#metrics summary");
    window.awaitText("metricsText", "# HELP");
    assertThat(window.text("metricsText")).contains("parley_connections");
    assertThat(window.run("return [...document.querySelectorAll('.links a')].map(a => a.pathname)"))
        .isEqualTo(List.of("/health/live", "/health/ready"));
  }

  @Test
  void theTokenIsAskedForSentAndForgotten() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    try (RunningParley server =
        RunningParley.start("--port", "0", "--operator-token-file", file.toString())) {
      refuse(server.port(0), "behind-a-token");
      OperatorWindow window = open(server.url("/handshakes.html"));
      window.awaitText("trouble", "This server requires the operator's token: the value of PARLEY");
      window.submit("token", "not-the-token-of-24-chars");
      window.awaitText("trouble", "The server did not accept this token.");
      window.submit("token", "é");
      window.awaitText("trouble", "The server did not accept this token.");
      assertThat(window.count(".entry")).isZero();
      assertThat(window.run("return document.querySelector('.overview').checkVisibility()"))
          .as("no empty space where there is nothing to see")
          .isEqualTo(false);
      window.submit("token", TOKEN);
      awaitEntry(window, "behind-a-token");
      assertThat(window.text("trouble")).isEmpty();
      assertThat(window.count("#tokenForm[hidden]")).isEqualTo(1);
      assertThat(window.run("return document.getElementById('token').type")).isEqualTo("password");
      assertThat(window.run("return document.body.innerHTML + location + document.cookie"))
          .asString()
          .doesNotContain(TOKEN);
      assertThat(window.run("return [localStorage.length, Object.values(sessionStorage)]"))
          .isEqualTo(List.of(0L, List.of(TOKEN)));
      window.click(entry(window, "behind-a-token"));
      window.awaitTexts("#trace .result", "Refused · 400");
      window.click("#metrics summary");
      window.awaitText("metricsText", "# HELP");
      window.click("nav a[href^='lab.html']");
      window.awaitCount("#paths option", 4);
      window.click("#send");
      window.awaitTexts("#results .result", "Accepted · 101");
      window.click("#forget");
      window.awaitText("trouble", "This server requires the operator's token");
      assertThat(window.run("return sessionStorage.length")).isEqualTo(0L);
    }
  }

  @Test
  void whereItIsOffASentenceSaysWhatToSet() throws Exception {
    try (RunningParley server =
        RunningParley.start("--port", "0", "--trusted-proxy", "127.0.0.1")) {
      for (String page : List.of("/handshakes.html", "/lab.html")) {
        OperatorWindow window = open(server.url(page));
        window.awaitText("trouble", "This is off here. Set PARLEY_OPERATOR_TOKEN or");
        assertThat(window.count("#tokenForm[hidden]")).isEqualTo(1);
        assertThat(window.count("#again:not([hidden])")).isEqualTo(1);
      }
    }
  }

  @Test
  void aServerThatIsGoneIsSaidToBe() throws Exception {
    OperatorWindow window;
    try (RunningParley server = RunningParley.start("--port", "0")) {
      window = open(server.url("/handshakes.html"));
      window.awaitText("live", "Live");
    }
    window.awaitText("trouble", "The server does not answer.");
    assertThat(window.text("live")).isEqualTo("Not live");
  }

  @Test
  void inChineseAllIsChinese() throws IOException {
    refuse(visitors.port(0), "in-chinese");
    OperatorWindow window = open(visitors.page(0) + "handshakes.html?lang=zh-Hant");
    awaitChinese(window);
    window.click(".chip[data-value=version-unsupported]");
    window.awaitCount(".entry[data-verdict=accepted]", 0);
    assertThat(window.texts("[data-text]:not(#language), .entry-top, #kept, #live"))
        .hasSizeGreaterThan(12)
        .allMatch(text -> text.matches("(?s).*\\p{IsHan}.*"));
    assertThat(window.run("return document.documentElement.lang")).isEqualTo("zh-Hant");
  }

  private static void awaitChinese(OperatorWindow window) {
    window.awaitText("live", "即時更新");
  }
}
