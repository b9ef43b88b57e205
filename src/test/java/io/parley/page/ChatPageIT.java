package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.openqa.selenium.Keys;

/** Messages between members on the page, in a real Chromium with a real server. */
@NeedsBrowser
class ChatPageIT {
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
    var ann = visitors.connected(visitors.page(0));
    assertThat(ann.text("place")).isEqualTo("lobby");
    var ben = visitors.connected(visitors.page(0) + "?room=lobby");
    ann.say("at the door");
    ben.awaitLines("other", "at the door");
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
  void newlinesAreKeptWhetherTypedOrPasted() {
    var ann = open();
    var ben = open();
    ann.type("one");
    ann.type(Keys.chord(Keys.SHIFT, Keys.ENTER));
    ann.say("two");
    ben.awaitLines("other", "one\ntwo");
    ann.run(
        """
        const input = document.getElementById('messageInput');
        input.focus();
        document.execCommand('insertText', false, 'a\\n  b\\n\\nc');
        return 0;
        """);
    ann.say("");
    ben.awaitLines("other", "one\ntwo", "a\n  b\n\nc");
    ann.awaitLines("own", "one\ntwo", "a\n  b\n\nc");
    ann.awaitFates("sent ✓", "sent ✓");
    var height = "return document.querySelectorAll('#chatRoom .other .text')[1].clientHeight > 70";
    assertThat(ben.run(height)).isEqualTo(true);
  }

  @Test
  void theEnterThatEndsAComposedCharacterSendsNothing() {
    var ann = open();
    ann.type("ni hao");
    ann.run(
        """
        const input = document.getElementById('messageInput');
        const key = { key: 'Enter', bubbles: true, cancelable: true };
        input.dispatchEvent(new KeyboardEvent('keydown', { ...key, isComposing: true }));
        input.dispatchEvent(new KeyboardEvent('keydown', { ...key, keyCode: 229 }));
        return 0;
        """);
    assertThat(ann.property("messageInput", "value")).isEqualTo("ni hao");
    ann.say("");
    ann.awaitLines("own", "ni hao");
  }

  @Test
  void aTextThatIsTooLongIsKeptWholeAndSaidToBeSo() {
    var ann = open();
    var ben = open();
    ann.run(
        """
        const input = document.getElementById('messageInput');
        input.value = 'x'.repeat(70000);
        input.dispatchEvent(new Event('input', { bubbles: true }));
        return 0;
        """);
    assertThat(ann.text("hint")).startsWith("Your message is too long to send: 68.4 KiB, and");
    assertThat(ann.text("limit")).isEqualTo("68.4 KiB of 63 KiB");
    assertThat(ann.property("sendButton", "disabled")).isEqualTo("true");
    ann.say("");
    assertThat(ann.run("return document.getElementById('messageInput').value.length"))
        .isEqualTo(70_000L);
    assertThat(ann.lines("own")).isEmpty();
    ann.run(
        """
        const input = document.getElementById('messageInput');
        input.value = 'x'.repeat(64000);
        input.dispatchEvent(new Event('input', { bubbles: true }));
        return 0;
        """);
    assertThat(ann.text("hint")).isEmpty();
    ann.say("");
    ben.await(
        "all of it", () -> ben.lines("other").stream().mapToInt(String::length).sum(), 64_000);
    ann.awaitFates("sent ✓");
  }

  @Test
  void aDraftSurvivesAReloadAndAnotherLanguage() {
    var ann = open();
    ann.type("not yet");
    ann.type(Keys.chord(Keys.SHIFT, Keys.ENTER) + "said");
    ann.reload();
    ann.awaitState("open");
    ann.await("draft", () -> ann.property("messageInput", "value"), "not yet\nsaid");
    ann.click("#language");
    ann.await("draft", () -> ann.property("messageInput", "value"), "not yet\nsaid");
    assertThat(ann.text("sendButton")).isEqualTo("送出");
    ann.say("");
    ann.awaitLines("own", "not yet\nsaid");
    ann.reload();
    ann.awaitMessages("not yet\nsaid");
    assertThat(ann.property("messageInput", "value")).isEmpty();
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
  void nothingIsWrittenToTheConsole() {
    var ann = open();
    ann.say("hello");
    ann.awaitFates("sent ✓");
    var echo = visitors.socket(0, "/echo");
    var plain = visitors.connected(visitors.page(0) + "?socket=" + Visitors.encoded(echo));
    plain.say("hello");
    plain.awaitLines("other", "hello");
    assertThat(visitors.console().lines())
        .as("the browser's own lines, of the subprotocol that /echo does not speak")
        .allSatisfy(line -> assertThat(line).contains("Error during WebSocket handshake"));
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
      var window = chinese.open(visitors.page(0) + "?room=" + room);
      window.awaitState("open");
      assertThat(window.text("sendButton")).isEqualTo("送出");
      assertThat(window.property("subprotocol", "textContent")).isEqualTo("parley.1.json");
      assertThat(window.text("inspect")).isEqualTo("交握");
      assertThat(window.run("return document.documentElement.lang")).isEqualTo("zh-Hant");
      window.say("早安");
      window.awaitFates("已送出 ✓");
      var english = chinese.open(visitors.page(0) + "?lang=en&room=" + room);
      assertThat(english.text("sendButton")).isEqualTo("Send");
    }
  }

  private ChatWindow open() {
    return visitors.connected(visitors.page(0) + "?room=" + room);
  }

  /** A member without a page. */
  private WebSocket guest() {
    var address = URI.create(visitors.socket(0, "/chat/" + room));
    var listener = new WebSocket.Listener() {};
    return HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, listener).join();
  }

  private static String last(ChatWindow window) {
    var lines = window.lines("other");
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }
}
