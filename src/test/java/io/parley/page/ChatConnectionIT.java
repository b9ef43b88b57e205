package io.parley.page;

import static io.parley.page.Visitors.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page says of its connection, in a real Chromium with a real server. */
@NeedsBrowser
class ChatConnectionIT {
  private static Visitors visitors;
  private String room = "";

  @BeforeAll
  static void start() throws Exception {
    visitors = Visitors.start();
  }

  @AfterAll
  static void stop() throws Exception {
    visitors.close();
  }

  @BeforeEach
  void takeARoomOfItsOwn(TestInfo test) {
    room = test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void leave() {
    visitors.leave();
  }

  @Test
  void aPageOfOneConnectorTalksToTheSocketOfTheOther() {
    var other = visitors.socket(1, "/chat/" + room);
    var ann = visitors.connected(visitors.page(0) + "?socket=" + encoded(other));
    var ben = visitors.connected(visitors.page(1) + "?room=" + room);
    ann.await("place", () -> ann.text("place"), room);
    ann.say("from the other side");
    ben.awaitLines("other", "from the other side");
  }

  @Test
  void aPageMayNotOpenTheSocketOfAnotherServer() {
    var window = visitors.open(visitors.page(0) + "?socket=" + encoded("ws://127.0.0.2:9/"));
    window.awaitState("blocked");
    assertThat(window.lines("bad").get(0)).contains("ws://127.0.0.2:9/ is another one");
    assertThat(window.property("retry", "hidden")).isEqualTo("true");
  }

  @Test
  void whatIsNoSocketsAddressIsShownAsSuch() {
    var window = visitors.open(visitors.page(0) + "?socket=" + encoded("javascript:alert(1)"));
    window.awaitState("unusable");
    window.awaitLines("bad", "Not the address of a WebSocket: javascript:alert(1)");
  }

  @Test
  void whatIsNegotiatedIsShown() {
    var window = visitors.connected(visitors.page(0) + "?room=" + room);
    window.press("inspect");
    assertThat(window.text("subprotocol")).isEqualTo("parley.1.json");
    assertThat(window.text("extensions")).startsWith("permessage-deflate; ");
    var echo = visitors.socket(0, "/echo");
    assertThat(
            visitors
                .connected(visitors.page(0) + "?socket=" + encoded(echo))
                .property("subprotocol", "textContent"))
        .isEqualTo("none");
  }

  @Test
  void aServerThatSpeaksNoJsonIsTalkedToInPlainText() {
    var echo = visitors.socket(0, "/echo");
    var window = visitors.connected(visitors.page(0) + "?socket=" + encoded(echo));
    assertThat(window.lines("note")).containsExactly("Connected to " + echo);
    window.say("plain as can be");
    window.awaitMessages("plain as can be", "plain as can be");
    window.awaitFates("sending…");
    window.say("data received");
    window.awaitFates("sent ✓", "sending…");
    assertThat(window.run("return document.body.dataset.speaks")).isEqualTo("text");
  }

  @Test
  void triesThatFailAlikeAreCountedNotRepeated() {
    var nowhere = visitors.socket(0, "/nowhere");
    var window = visitors.open(visitors.page(0) + "?socket=" + encoded(nowhere));
    window.awaitState("refused");
    window.press("tryNow");
    window.await("counted", () -> window.lines("bad").get(0).matches(".*\\(×[2-9]\\)"), true);
    assertThat(window.lines("bad")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a b|a b|a-b",
        "//chat|//chat|chat",
        "lobby/|lobby/|",
        "chat/a/b|chat/a/b|chat-a-b",
        "\uD83C\uDF89 party|\uD83C\uDF89 party|party",
        "\uD83C\uDF89|\uD83C\uDF89|",
        "..|..|",
        "\u00bd|\u00bd|",
        "<b>x</b>|<b>x</b>|b-x-b"
      })
  void aRoomThatCannotBeIsToldTheRuleAndNotTried(String text, String told, String nearest) {
    var window = visitors.open(visitors.page(0) + "?room=" + encoded(text));
    window.awaitState("badRoomState");
    assertThat(window.lines("bad"))
        .containsExactly(
            "Not the name of a room: "
                + told
                + ". A name has 1 to 64 letters, digits and . _ ~ - (but not just . or ..).");
    var links =
        nearest == null ? List.of("Go to lobby") : List.of("Go to " + nearest, "Go to lobby");
    assertThat(window.texts(".links a")).isEqualTo(links);
    assertThat(window.property("retry", "hidden")).isEqualTo("true");
    assertThat(visitors.console()).doesNotContain("WebSocket connection");
    window.click(".links a");
    window.awaitState("open");
    assertThat(window.text("place")).isEqualTo(nearest == null ? "lobby" : nearest);
  }

  @Test
  void aRoomsNameThatIsTooLongIsToldSo() {
    var window = visitors.open(visitors.page(0) + "?room=" + "x".repeat(65));
    window.awaitState("badRoomState");
    assertThat(window.lines("bad").get(0)).contains(": " + "x".repeat(64) + "\u2026. A name has");
    assertThat(window.texts(".links a").get(0)).isEqualTo("Go to " + "x".repeat(64));
  }

  @ParameterizedTest
  @CsvSource({"/Chat, /chat", "/chat/, /chat", "//chat, /chat", "/chat/a/b, /chat/{room}"})
  void aPathThatIsNearlyAnEndpointsIsToldTheNearestAndNotTriedAgain(String path, String nearest) {
    var window = visitors.open(visitors.page(0) + "?socket=" + encoded(visitors.socket(0, path)));
    window.awaitState("refused");
    assertThat(window.lines("bad").get(0))
        .contains("No endpoint stands at that path; the nearest is " + nearest + ".")
        .contains("Use " + nearest + ".");
    assertThat(window.text("nextTry")).isEmpty();
    assertThat(window.property("tryNow", "disabled")).isEqualTo("false");
    var chinese =
        visitors.open(
            visitors.page(0) + "?lang=zh-Hant&socket=" + encoded(visitors.socket(0, path)));
    chinese.awaitState("refused");
    assertThat(chinese.lines("bad").get(0)).contains("\u6700\u63a5\u8fd1\u7684\u662f " + nearest);
  }

  /** RFC 9110 10.2.3, of a server that is full. */
  @Test
  void aServerThatNamesATimeIsNotAskedEarlier() throws Exception {
    try (var full = RunningParley.start("--port", "0", "--max-connections", "1")) {
      ChatWindow window;
      try (var guest = Wire.open(full.port(0), "/chat")) {
        guest.text("the only one");
        window = visitors.open(full.url("/?room=" + room));
        window.awaitState("refused");
        assertHeld(window);
      }
      window.awaitState("open");
      assertThat(window.lines("bad")).as("there was one try more").hasSize(1);
    }
  }

  private static void assertHeld(ChatWindow window) {
    assertThat(window.lines("bad").get(0))
        .startsWith("The server refused the handshake (503): No connection slot is free")
        .contains("Come back in 10 s");
    assertThat(window.text("nextTry")).matches("Next try in (1[01]|[89]) s");
    assertThat(window.property("tryNow", "disabled")).isEqualTo("true");
    window.run("dispatchEvent(new Event('online')); return 0");
    window.run("document.getElementById('tryNow').disabled = false; return 0");
    window.press("tryNow");
    assertThat(window.run("return document.getElementById('state').dataset.state"))
        .isEqualTo("refused");
  }

  /** The page's own clock: with a server that is made up, so that nobody has to wait. */
  @Test
  void retryAfterIsReadAsANumberOrADateAndBounded() {
    var window = visitors.open(visitors.page(0) + "handshakes.html");
    var script =
        """
        const { seconds, secondsIn, secondsOf } = await import('./page/retryafter.js');
        const now = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');
        const of = (status, value) => secondsOf({ status, headers: new Headers({ 'Retry-After': value }) });
        return [seconds('120'), seconds(' 0 '), seconds('Wed, 21 Oct 2026 07:28:30 GMT', now),
          seconds('Wed, 21 Oct 2020 07:28:30 GMT', now), seconds('99999999999999999999'), seconds('soon'), seconds(null),
          of(503, '7'), of(429, '8'), of(404, '9'), secondsIn({}),
          secondsIn({ answer: { fields: [{ name: 'retry-after', value: '5' }] } })].map(String);
        """;
    assertThat(window.run("return (async () => {" + script + "})()"))
        .isEqualTo(
            List.of(
                "120",
                "0",
                "30",
                "0",
                "86400",
                "undefined",
                "undefined",
                "7",
                "8",
                "undefined",
                "undefined",
                "5"));
  }

  @Test
  void whatTheServerNeverConfirmsIsSaidToBeSo() throws Exception {
    ChatWindow window;
    try (var echoing = RunningParley.start("--port", "0")) {
      var echo = "ws://localhost:" + echoing.port(0) + "/echo";
      window = visitors.connected(echoing.url("/?socket=" + encoded(echo)));
      window.say("no receipt comes of this");
      window.awaitLines("other", "no receipt comes of this");
      window.awaitFates("sending…");
    }
    window.awaitFates("not confirmed");
  }

  @Test
  void noMoreIsSentToAServerThatConfirmsNothing() {
    var echo = visitors.socket(0, "/echo");
    var window = visitors.connected(visitors.page(0) + "?socket=" + encoded(echo));
    window.run(
        """
        const input = document.getElementById('messageInput');
        for (let i = 1; i <= 101; i++) {
          input.value = `line ${i}`;
          input.form.requestSubmit();
        }
        return 0;
        """);
    assertThat(window.text("hint")).contains("100 messages");
    assertThat(window.lines("own")).hasSize(100).last().isEqualTo("line 100");
    assertThat(window.property("messageInput", "value")).isEqualTo("line 101");
  }
}
