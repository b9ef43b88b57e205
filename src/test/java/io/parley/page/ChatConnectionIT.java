package io.parley.page;

import static io.parley.page.Visitors.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

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
    assertThat(window.lines("bad").get(0)).contains("ws://127.0.0.2:9/ is none of them");
    assertThat(window.property("retry", "hidden")).isEqualTo("true");
  }

  @Test
  void whatIsNoSocketsAddressIsShownAsSuch() {
    var window = visitors.open(visitors.page(0) + "?socket=" + encoded("javascript:alert(1)"));
    window.awaitState("unusable");
    window.awaitLines("bad", "Not the address of a socket: javascript:alert(1)");
  }

  @Test
  void whatIsNegotiatedIsShown() {
    var window = visitors.connected(visitors.page(0) + "?room=" + room);
    assertThat(window.text("subprotocol")).isEqualTo("parley.1.json");
    assertThat(window.text("extensions")).startsWith("permessage-deflate; ");
    var echo = visitors.socket(0, "/echo");
    assertThat(
            visitors.connected(visitors.page(0) + "?socket=" + encoded(echo)).text("subprotocol"))
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
    var window = visitors.open(visitors.page(0) + "?room=" + encoded("not a room"));
    window.awaitState("refused");
    window.press("tryNow");
    window.await("counted", () -> window.lines("bad").get(0).matches(".*\\(×[2-9]\\)"), true);
    assertThat(window.lines("bad")).hasSize(1);
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
