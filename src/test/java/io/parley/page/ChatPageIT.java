package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The chat page in a real Chromium, with a real server. */
@NeedsBrowser
class ChatPageIT {
  private static RunningParley server;
  private static Browser browser;
  private final List<ChatWindow> windows = new ArrayList<>();
  private String room = "";

  @BeforeAll
  static void start() throws Exception {
    server = RunningParley.start("--port", "0", "--port", "0");
    browser = Browser.reading("en-GB,en");
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void takeARoomOfItsOwn(TestInfo test) {
    room = test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void closeTheWindows() {
    windows.forEach(ChatWindow::close);
    browser.console();
  }

  @Test
  void twoWindowsChat() {
    var ann = open();
    var ben = open();
    ann.say("good morning");
    ben.awaitLines("other", "good morning");
    ben.type("and to you");
    ben.press("sendButton");
    ann.awaitLines("other", "and to you");
    ann.awaitLines("own", "good morning");
    ann.awaitFates("sent ✓");
    ben.awaitFates("sent ✓");
  }

  @Test
  void withoutARoomOneIsInTheLobby() {
    var ann = window(base(0));
    assertThat(ann.text("room")).isEqualTo("lobby");
    var ben = window(base(0) + "?room=lobby");
    ann.say("at the door");
    ben.awaitLines("other", "at the door");
  }

  @Test
  void aPageOfOneConnectorTalksToTheSocketOfTheOther() {
    var other = "ws://localhost:" + server.port(1) + "/chat/" + room;
    var ann = window(base(0) + "?socket=" + encoded(other));
    var ben = window(base(1) + "?room=" + room);
    assertThat(ann.lines("note")).containsExactly("Connected to " + other);
    ann.say("from the other side");
    ben.awaitLines("other", "from the other side");
  }

  @Test
  void aPageMayNotOpenTheSocketOfAnotherServer() {
    var window = browser.open(base(0) + "?socket=" + encoded("ws://127.0.0.2:9/"));
    windows.add(window);
    window.awaitState("blocked");
    assertThat(window.lines("bad").get(0)).contains("ws://127.0.0.2:9/ is none of them");
    assertThat(window.property("retry", "hidden")).isEqualTo("true");
  }

  @Test
  void whatIsNoSocketsAddressIsShownAsSuch() {
    var window = browser.open(base(0) + "?socket=" + encoded("javascript:alert(1)"));
    windows.add(window);
    window.awaitState("unusable");
    window.awaitLines("bad", "Not the address of a socket: javascript:alert(1)");
  }

  @Test
  void whatIsNegotiatedIsShown() {
    var window = open();
    assertThat(window.text("subprotocol")).isEqualTo("none");
    assertThat(window.text("extensions")).startsWith("permessage-deflate");
    var echo = "ws://localhost:" + server.port(0) + "/echo";
    assertThat(window(base(0) + "?socket=" + encoded(echo)).text("subprotocol")).isEqualTo("none");
  }

  @Test
  void aConnectionThatIsClosedBeforeItOpenedIsShownAsSuch() {
    var window = browser.open(base(0) + "?room=" + encoded("not a room"));
    windows.add(window);
    window.awaitState("unopened");
    assertThat(window.text("state")).isEqualTo("Closed before it opened");
    assertThat(window.lines("bad").get(0)).startsWith("Closed before it opened (1006): ");
    assertThat(window.property("retry", "hidden")).isEqualTo("false");
    assertThat(window.text("nextTry")).matches("Next try in \\d+ s");
    assertThat(browser.console()).contains("\"close\" 1006").contains("before it opened");
  }

  @Test
  void triesThatFailAlikeAreCountedNotRepeated() {
    var window = browser.open(base(0) + "?room=" + encoded("not a room"));
    windows.add(window);
    window.awaitState("unopened");
    window.press("tryNow");
    window.await("counted", () -> window.lines("bad").get(0).endsWith("(×2)"), true);
    assertThat(window.lines("bad")).hasSize(1);
  }

  @Test
  void markupInAMessageIsShownAsText() {
    var markup = "<img src=x onerror=document.title='taken'><b>bold</b>&amp;";
    var ann = open();
    var ben = open();
    ann.say(markup);
    ben.awaitLines("other", markup);
    ann.awaitLines("own", markup);
    assertThat(ben.run("return document.querySelectorAll('#chatRoom img, #chatRoom b').length"))
        .isEqualTo(0L);
    assertThat(ben.run("return document.title")).isEqualTo(room + " · Parley");
  }

  @Test
  void emptyInputIsIgnored() {
    var ann = open();
    var ben = open();
    ann.say("");
    ann.say("   ");
    ann.press("sendButton");
    ann.say("something");
    ben.awaitLines("other", "   something");
    ann.awaitLines("own", "   something");
  }

  @Test
  void aMemberWhoSaysDataReceivedIsHeard() {
    var ann = open();
    var ben = open();
    ann.say("data received");
    ann.awaitFates("sent ✓");
    ben.awaitLines("other", "data received");
    assertThat(ann.lines("other")).isEmpty();
  }

  @Test
  void aBinaryMessageIsShownAsItsSize() {
    var ann = open();
    var guest = guest();
    guest.sendBinary(ByteBuffer.allocate(1536), true).join();
    ann.awaitLines("other", "Binary message, 1.5 KiB");
    guest.abort();
  }

  @Test
  void theLogIsBoundedAndFollowsOnlyAtItsEnd() {
    var ann = open();
    ann.run("document.getElementById('chatRoom').scrollTop = 0; return 0");
    var guest = guest();
    for (int i = 1; i <= 510; i++) {
      guest.sendText("line " + i, true).join();
    }
    ann.await("newest", () -> last(ann), "line 510");
    assertThat(ann.run("return document.querySelectorAll('#chatRoom .line').length"))
        .isEqualTo(500L);
    ann.run("document.getElementById('chatRoom').scrollTop = 0; return 0");
    guest.sendText("one more", true).join();
    ann.await("newest", () -> last(ann), "one more");
    assertThat(ann.run("return document.getElementById('chatRoom').scrollTop")).isEqualTo(0L);
    ann.press("newest");
    ann.await("at the end", () -> ann.property("newest", "hidden"), "true");
    guest.abort();
  }

  @Test
  void theConsoleHasItsEvents() {
    var ann = open();
    ann.say("hello");
    ann.awaitFates("sent ✓");
    assertThat(browser.console()).contains("\"open\"").contains("\"message\" \"data received\"");
  }

  @Test
  void aPhoneHasNoHorizontalScroll() {
    room = "r".repeat(64);
    var ann = open();
    ann.resize(360, 640);
    ann.say("w".repeat(300));
    ann.awaitFates("sent ✓");
    assertThat(ann.run("return document.documentElement.scrollWidth")).isEqualTo(360L);
    assertThat(
            ann.run(
                "const l = document.getElementById('chatRoom'); return l.scrollWidth - l.clientWidth"))
        .isEqualTo(0L);
    var button =
        "return document.getElementById('sendButton').getBoundingClientRect().bottom <= 640";
    assertThat(ann.run(button)).isEqualTo(true);
  }

  @Test
  void aVisitorWhoReadsChineseSeesChinese() throws Exception {
    try (var chinese = Browser.reading("zh-TW,en")) {
      var window = chinese.open(base(0) + "?room=" + room);
      window.awaitState("open");
      assertThat(window.text("sendButton")).isEqualTo("送出");
      assertThat(window.text("subprotocol")).isEqualTo("無");
      assertThat(window.run("return document.documentElement.lang")).isEqualTo("zh-Hant");
      window.say("早安");
      window.awaitFates("已送出 ✓");
      var english = chinese.open(base(0) + "?lang=en&room=" + room);
      assertThat(english.text("sendButton")).isEqualTo("Send");
    }
  }

  @Test
  void thePageComesBackWhenTheServerDoes() throws Exception {
    ChatWindow window;
    int port;
    try (var first = RunningParley.start("--port", "0")) {
      port = first.port(0);
      window = window(first.url("/?room=" + room));
    }
    window.await("gone", () -> !window.lines("bad").isEmpty(), true);
    assertThat(window.lines("bad").get(0))
        .startsWith("Connection lost (1012): the server restarts");
    assertThat(browser.console()).contains("\"close\" 1012");
    window.say("are you there?");
    assertThat(window.text("hint")).startsWith("Not connected.");
    assertThat(window.property("messageInput", "value")).isEqualTo("are you there?");
    try (var second = RunningParley.start("--port", String.valueOf(port))) {
      assertThat(second.port(0)).isEqualTo(port);
      window.awaitState("open");
      window.say("");
      window.awaitLines("own", "are you there?");
      window.awaitFates("sent ✓");
    }
  }

  @Test
  void whatTheServerNeverConfirmsIsSaidToBeSo() throws Exception {
    ChatWindow window;
    try (var echoing = RunningParley.start("--port", "0")) {
      var echo = "ws://localhost:" + echoing.port(0) + "/echo";
      window = window(echoing.url("/?socket=" + encoded(echo)));
      window.say("no receipt comes of this");
      window.awaitLines("other", "no receipt comes of this");
      window.awaitFates("sending…");
    }
    window.awaitFates("not confirmed");
  }

  @Test
  void noMoreIsSentToAServerThatConfirmsNothing() {
    var echo = "ws://localhost:" + server.port(0) + "/echo";
    var window = window(base(0) + "?socket=" + encoded(echo));
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

  private ChatWindow open() {
    return window(base(0) + "?room=" + room);
  }

  private ChatWindow window(String url) {
    var window = browser.open(url);
    windows.add(window);
    window.awaitState("open");
    return window;
  }

  /** A member without a page. */
  private WebSocket guest() {
    var address = URI.create("ws://localhost:" + server.port(0) + "/chat/" + room);
    var listener = new WebSocket.Listener() {};
    return HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, listener).join();
  }

  private static String last(ChatWindow window) {
    var lines = window.lines("other");
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  private static String base(int connector) {
    return "http://localhost:" + server.port(connector) + "/";
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
