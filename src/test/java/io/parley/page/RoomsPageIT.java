package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Rooms, names, presence and history on the page. */
@NeedsBrowser
class RoomsPageIT {
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
  void whoComesLaterSeesWhatWasSaid() {
    var ann = open();
    ann.submit("nameInput", "Ann");
    ann.say("first");
    ann.say("second");
    ann.awaitFates("sent ✓", "sent ✓");
    var ben = open();
    ben.awaitMessages("first", "second");
    assertThat(ben.texts("#chatRoom .from")).containsOnly("Ann");
    ben.await("the beginning", () -> ben.texts(".head"), List.of("The room begins here."));
  }

  @Test
  void olderMessagesComeOnDemandAndInTheirOrder() {
    var ann = open();
    sayMany(ann, 70);
    var ben = open();
    ben.await("the newest", () -> ben.messages().size(), 50);
    assertThat(ben.messages().get(0)).isEqualTo("line 21");
    ben.run("document.getElementById('chatRoom').scrollTop = 0; return 0");
    ben.click(".older");
    ben.await("all", () -> ben.messages().size(), 70);
    assertThat(ben.messages().get(0)).isEqualTo("line 1");
    assertThat(ben.messages().get(69)).isEqualTo("line 70");
    assertThat(ben.run("return document.getElementById('chatRoom').scrollTop > 0")).isEqualTo(true);
  }

  @Test
  void namesAndComingsAndGoingsAreShown() {
    var ann = open();
    ann.submit("nameInput", "Ann");
    ann.await("own name", () -> ann.texts("#members .me .name"), List.of("Ann"));
    var ben = open();
    ben.submit("nameInput", "Ben <b>");
    ann.await("members", () -> ann.texts("#members .name"), List.of("Ann", "Ben <b>"));
    ann.await("presence", () -> ann.lines("presence").get(0).endsWith("<b>"), true);
    assertThat(ann.lines("presence").get(0)).matches("Guest .+ is here · Guest .+ is now Ben <b>");
    ben.click("#inspect");
    ben.click("#inspectorClose");
    ben.submit("joinInput", room + "-2");
    ben.await("two rooms", () -> ben.texts("#rooms .name"), List.of(room, room + "-2"));
    ben.click("#rooms li:first-child .leave");
    ben.await("one room", () -> ben.texts("#rooms .name"), List.of(room + "-2"));
    ann.await("gone", () -> ann.texts("#members .name"), List.of("Ann"));
    ann.await("said so", () -> ann.lines("presence").get(0).endsWith("Ben <b> left"), true);
  }

  @Test
  void oneIsInSeveralRoomsAtATime() {
    var tea = room + "-tea";
    var ann = open();
    var ben = open();
    ann.submit("joinInput", tea);
    ann.await("place", () -> ann.text("place"), tea);
    ben.say("still here?");
    ann.await("unread", () -> ann.texts("#rooms .unread"), List.of("1", ""));
    assertThat(ann.messages()).isEmpty();
    ann.say("in the other room");
    ann.awaitFates("sent ✓");
    ann.type("half a sen");
    ann.click("#rooms li:first-child .pick");
    ann.awaitMessages("still here?");
    assertThat(ann.texts("#rooms .unread")).containsExactly("", "");
    assertThat(ann.property("messageInput", "value")).isEmpty();
    ann.click("#rooms li:last-child .pick");
    ann.awaitMessages("in the other room");
    assertThat(ann.property("messageInput", "value")).isEqualTo("half a sen");
    ben.awaitMessages("still here?");
  }

  @Test
  void whatIsNoRoomIsSaidToBeNone() {
    var ann = open();
    ann.submit("joinInput", "no room/at all");
    assertThat(ann.text("joinError")).startsWith("Not the name of a room: no room/at all.");
    assertThat(ann.run("return document.getElementById('joinInput').ariaInvalid"))
        .isEqualTo("true");
    assertThat(ann.property("joinInput", "value")).isEqualTo("no room/at all");
    ann.submit("nameInput", "n".repeat(65));
    assertThat(ann.text("nameError"))
        .isEqualTo("Not a name: it has at most 64 characters on one line.");
    ann.submit("nameInput", "Ann");
    ann.await("no error", () -> ann.text("nameError"), "");
    assertThat(ann.texts("#rooms .name")).containsExactly(room);
  }

  @Test
  void onAPhoneRoomsAndPeopleAreFoldedAway() {
    var ann = open();
    ann.resize(360, 640);
    ann.await("folded", () -> ann.property("side", "open"), "false");
    ann.await("in short", () -> ann.text("sideBrief"), "Rooms: 1 · Here: 1");
    ann.click("#side summary");
    ann.submit("joinInput", room + "-2");
    ann.await("place", () -> ann.text("place"), room + "-2");
    ann.await("folded", () -> ann.property("side", "open"), "false");
    assertThat(ann.run("return document.documentElement.scrollWidth")).isEqualTo(360L);
    assertThat(ann.run("return document.documentElement.scrollHeight")).isEqualTo(640L);
  }

  @Test
  void aReloadKeepsWhoOneIsAndWhereOneWas() {
    var ann = open();
    var ben = open();
    ann.submit("nameInput", "Ann");
    ann.submit("joinInput", room + "-2");
    ann.click("#rooms li:first-child .pick");
    ann.say("before");
    ann.awaitFates("sent ✓");
    ben.await("both", () -> ben.texts("#members .name").size(), 2);
    var presence = ben.lines("presence");
    ann.reload();
    ann.awaitState("open");
    ann.awaitMessages("before");
    assertThat(ann.texts("#chatRoom .own .text")).containsExactly("before");
    assertThat(ann.texts("#rooms .name")).containsExactlyInAnyOrder(room, room + "-2");
    assertThat(ann.texts("#members .me .name")).containsExactly("Ann");
    ann.say("after");
    ben.awaitMessages("before", "after");
    assertThat(ben.lines("presence")).as("nobody left or came").isEqualTo(presence);
  }

  @Test
  void aTabThatWasDuplicatedGoesOnAsSomebodyNew() {
    var ann = open();
    ann.submit("nameInput", "Ann");
    ann.say("before");
    ann.awaitFates("sent ✓");
    var kept = "return Object.entries(sessionStorage)";
    var copy = ann.run(kept);
    var twin = open();
    twin.run("for (const [k, v] of arguments[0]) sessionStorage.setItem(k, v); return 0", copy);
    twin.run("addEventListener('pagehide', e => e.stopImmediatePropagation(), true); return 0");
    twin.run("Storage.prototype.setItem = () => {}; return 0");
    twin.reload();
    ann.awaitLine("bad", "This tab was duplicated");
    ann.awaitState("open");
    twin.await("two", () -> twin.texts("#members .name").size(), 2);
    ann.await("two", () -> ann.texts("#members .name").size(), 2);
    twin.say("from the twin");
    ann.awaitLines("other", "from the twin");
    ann.say("from the first");
    twin.awaitLines("other", "from the first");
    assertThat(twin.lines("own")).containsExactly("before", "from the twin");
  }

  /** Totals that overtake one another must not count other people than are named. */
  @Test
  void theNumberOfPeopleIsThatOfTheirNames() {
    var window = open();
    var script =
        """
        const { People } = await import('./page/people.js');
        const people = new People();
        const list = document.createElement('ul');
        const seen = () => { people.showIn(list); return `${people.total}/${list.children.length}/${people.isDoubtful}`; };
        const member = (id) => ({ id, name: id });
        people.set([member('a')], 1, 'a');
        const counts = [seen()];
        people.add(member('b'), 3);
        counts.push(seen());
        people.add(member('c'), 2);
        counts.push(seen());
        people.set(['a', 'b', 'c'].map(member), 3);
        people.remove(member('b'), 2);
        counts.push(seen());
        people.set(['a', 'b'].map(member), 5);
        counts.push(seen());
        people.remove(member('x'), 4);
        counts.push(seen());
        return counts;
        """;
    assertThat(window.run("return (async () => {" + script + "})()"))
        .isEqualTo(
            List.of("1/1/false", "2/2/true", "3/3/true", "2/2/false", "5/3/false", "4/3/false"));
  }

  @Test
  void aNumberThatStaysDoubtfulIsAskedFor() {
    var window = open();
    window.run(
        """
        globalThis.asked = [];
        (async () => {
          const { Memory } = await import('./page/memory.js');
          const { Rooms } = await import('./page/rooms.js');
          const nothing = () => {};
          const pane = { show: nothing, follows: () => true, grow: (_, c) => c(), growAbove: (_, c) => c() };
          const shell = { changed: nothing, hint: nothing, joined: nothing };
          const rooms = new Rooms(new Memory('x'), pane, undefined, shell);
          rooms.session.who = (room) => globalThis.asked.push(room);
          const here = { position: 'e:0', member: { id: 'a' }, members: [{ id: 'a' }], total: 1, fresh: false };
          for (const room of ['late', 'wrong']) {
            rooms.joined(room, here);
            rooms.arrived(room, { id: 'b' }, 3);
            rooms.arrived(room, { id: 'c' }, room === 'late' ? 3 : 2);
          }
        })();
        return 0;
        """);
    window.await("asked", () -> window.run("return globalThis.asked"), List.of("wrong"));
  }

  private ChatWindow open() {
    var window = visitors.connected(visitors.page(0) + "?room=" + room);
    window.await("joined", () -> window.texts("#members .me").size(), 1);
    return window;
  }

  private static void sayMany(ChatWindow window, int count) {
    window.run(
        """
        const input = document.getElementById('messageInput');
        for (let i = 1; i <= arguments[0]; i++) {
          input.value = `line ${i}`;
          input.form.requestSubmit();
        }
        return 0;
        """,
        count);
    window.await("sent", () -> window.fates().stream().allMatch("sent ✓"::equals), true);
  }
}
