package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The page after its connection was cut by a relay. */
@NeedsBrowser
class ResumePageIT {
  private static Visitors visitors;
  private Relay relay;
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
  void putARelayBetween(TestInfo test) throws Exception {
    room = test.getTestMethod().orElseThrow().getName();
    relay = Relay.to(visitors.port(0));
  }

  @AfterEach
  void leave() throws Exception {
    visitors.leave();
    relay.close();
  }

  @Test
  void whatWasMissedComesInOrderAndNothingTwice() throws Exception {
    var ann = open(relay.page("?room=" + room));
    var ben = open(visitors.page(0) + "?room=" + room);
    ben.say("one");
    ann.awaitMessages("one");
    relay.swallowAnswers();
    ben.say("two");
    ben.say("three");
    ben.awaitFates("sent ✓", "sent ✓", "sent ✓");
    var presence = ben.lines("presence");
    relay.cut();
    ann.awaitMessages("one", "two", "three");
    ann.awaitLine("note", "Connected again");
    ben.say("four");
    ann.awaitMessages("one", "two", "three", "four");
    assertThat(ben.lines("presence")).as("nobody left or came").isEqualTo(presence);
  }

  @Test
  void whatWasNotAcknowledgedIsSaidAgainAndHeardOnce() throws Exception {
    var ann = open(relay.page("?room=" + room));
    var ben = open(visitors.page(0) + "?room=" + room);
    relay.swallowAnswers();
    ann.say("heard, but not acknowledged");
    ben.awaitMessages("heard, but not acknowledged");
    ann.awaitFates("sending…");
    relay.cut();
    ann.awaitFates("sent ✓");
    ann.say("and on");
    ben.awaitMessages("heard, but not acknowledged", "and on");
    ann.awaitMessages("heard, but not acknowledged", "and on");
  }

  @Test
  void whatIsWrittenWithoutAConnectionIsSaidLater() throws Exception {
    var ann = open(relay.page("?room=" + room));
    var ben = open(visitors.page(0) + "?room=" + room);
    var port = visitors.port(0);
    relay.turnTo(1);
    relay.cut();
    ann.await("gone", () -> ann.lines("bad").isEmpty(), false);
    ann.say("into the dark");
    ann.awaitFates("sending…");
    relay.turnTo(port);
    ben.awaitMessages("into the dark");
    ann.awaitFates("sent ✓");
  }

  @Test
  void aServerThatForgotLeavesAGapInTheTalk() throws Exception {
    try (var second = RunningParley.start("--port", "0")) {
      var ann = open(relay.page("?room=" + room));
      ann.say("kept in memory only");
      ann.awaitFates("sent ✓");
      relay.turnTo(second.port(0));
      relay.cut();
      ann.awaitLines("gap", "Messages are missing here: they are no longer kept.");
      ann.say("after the gap");
      ann.awaitFates("sent ✓", "sent ✓");
      ann.awaitMessages("kept in memory only", "after the gap");
      assertThat(ann.texts("#chatRoom .line:not(.note) .text"))
          .isEqualTo(
              List.of(
                  "kept in memory only",
                  "Messages are missing here: they are no longer kept.",
                  "after the gap"));
    }
  }

  @Test
  void aServerThatRestartsLosesNothing(@TempDir Path data) throws Exception {
    ChatWindow ann;
    ChatWindow ben;
    String port;
    try (var first = RunningParley.start("--port", "0", "--data", data.toString())) {
      port = String.valueOf(first.port(0));
      ann = open(first.url("/?room=" + room));
      ben = open(first.url("/?room=" + room));
      ann.say("before");
      ben.awaitMessages("before");
    }
    ann.awaitLine("bad", "Connection lost (1012): the server restarts");
    ann.say("while it was away");
    ann.awaitFates("sent ✓", "sending…");
    try (var second = RunningParley.start("--port", port, "--data", data.toString())) {
      ann.awaitFates("sent ✓", "sent ✓");
      ben.awaitMessages("before", "while it was away");
      ben.say("after");
      ann.awaitMessages("before", "while it was away", "after");
      assertThat(ann.texts(".gap")).isEmpty();
      assertThat(ben.texts(".gap")).isEmpty();
      ann.reload();
      ann.awaitMessages("before", "while it was away", "after");
      assertThat(ann.lines("own")).containsExactly("before", "while it was away");
      assertThat(second.port(0)).isEqualTo(Integer.parseInt(port));
    }
  }

  @Test
  void whoHasNoNameIsCalledTheSameAfterAReturnAndAReload() throws Exception {
    var ann = open(relay.page("?room=" + room));
    var called = ann.texts("#members .me .name").get(0);
    assertThat(ann.property("nameInput", "placeholder")).isEqualTo(called);
    relay.cut();
    ann.awaitLine("note", "Connected again");
    ann.await("joined", () -> ann.texts("#members .me .name"), List.of(called));
    assertThat(ann.property("nameInput", "placeholder")).isEqualTo(called);
    ann.reload();
    ann.await("joined", () -> ann.texts("#members .me .name"), List.of(called));
    assertThat(ann.property("nameInput", "placeholder")).isEqualTo(called);
  }

  @Test
  void afterARestartTheNumberOfPeopleIsThatOfTheirNames(@TempDir Path data) throws Exception {
    var windows = new ArrayList<ChatWindow>();
    String port;
    try (var first = RunningParley.start("--port", "0", "--data", data.toString())) {
      port = String.valueOf(first.port(0));
      for (int i = 0; i < 3; i++) {
        windows.add(open(first.url("/?room=" + room)));
      }
    }
    windows.forEach(window -> window.awaitLine("bad", "Connection lost (1012)"));
    try (var second = RunningParley.start("--port", port, "--data", data.toString())) {
      assertThat(second.port(0)).isEqualTo(Integer.parseInt(port));
      for (var window : windows) {
        window.awaitState("open");
        window.await("three", () -> window.texts("#members .name").size(), 3);
        window.await("the number", () -> window.text("hereCount"), "3");
      }
    }
  }

  private static ChatWindow open(String url) {
    var window = visitors.connected(url);
    window.await("joined", () -> window.texts("#members .me").size(), 1);
    return window;
  }
}
