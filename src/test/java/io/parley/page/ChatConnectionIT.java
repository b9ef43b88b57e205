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
    assertThat(ann.lines("note")).containsExactly("Connected to " + other);
    assertThat(ann.text("place")).isEqualTo(other);
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
    assertThat(window.text("subprotocol")).isEqualTo("none");
    assertThat(window.text("extensions")).startsWith("permessage-deflate; ");
    var echo = visitors.socket(0, "/echo");
    assertThat(
            visitors.connected(visitors.page(0) + "?socket=" + encoded(echo)).text("subprotocol"))
        .isEqualTo("none");
  }

  @Test
  void aConnectionThatIsClosedBeforeItOpenedIsShownAsSuch() {
    var window = visitors.open(visitors.page(0) + "?room=" + encoded("not a room"));
    window.awaitState("unopened");
    assertThat(window.text("state")).isEqualTo("Closed before it opened");
    assertThat(window.lines("bad").get(0)).startsWith("Closed before it opened (1006): ");
    assertThat(window.property("retry", "hidden")).isEqualTo("false");
    assertThat(window.text("nextTry")).matches("Next try in \\d+ s");
    assertThat(visitors.console()).contains("\"close\" 1006").contains("before it opened");
  }

  @Test
  void triesThatFailAlikeAreCountedNotRepeated() {
    var window = visitors.open(visitors.page(0) + "?room=" + encoded("not a room"));
    window.awaitState("unopened");
    window.press("tryNow");
    window.await("counted", () -> window.lines("bad").get(0).endsWith("(×2)"), true);
    assertThat(window.lines("bad")).hasSize(1);
  }

  @Test
  void thePageComesBackWhenTheServerDoes() throws Exception {
    ChatWindow window;
    int port;
    try (var first = RunningParley.start("--port", "0")) {
      port = first.port(0);
      window = visitors.connected(first.url("/?room=" + room));
    }
    window.await("gone", () -> !window.lines("bad").isEmpty(), true);
    assertThat(window.lines("bad").get(0))
        .startsWith("Connection lost (1012): the server restarts");
    assertThat(visitors.console()).contains("\"close\" 1012");
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
