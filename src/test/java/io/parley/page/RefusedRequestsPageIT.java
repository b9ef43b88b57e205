package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the page does after errors of {@code parley.1.json}. */
@NeedsBrowser
class RefusedRequestsPageIT {
  /**
   * A session whose server is the script: {@code asked} has the types of its requests, {@code
   * heard} what the listener is told, and {@code pass()} does what waits for a time.
   */
  private static final String SESSION =
      """
      const { Memory } = await import('./page/memory.js');
      const { Session } = await import('./page/session.js');
      let waiting = [];
      globalThis.setTimeout = (action) => waiting.push(action);
      const pass = () => waiting.splice(0).forEach((action) => action());
      const requests = [];
      const asked = () => requests.splice(0).map(({ type, room }) => `${type} ${room}`).join(', ');
      const told = [];
      const heard = () => told.splice(0).join(', ');
      const listener = new Proxy({}, {
        get: (_, name) => (room, ...more) =>
          told.push([name, room, more.find((each) => each?.code)?.code].filter((s) => typeof s === 'string').join(' ')),
      });
      const session = new Session(new Memory('refused'), listener);
      let last;
      const connect = () => session.opened((text) => requests.push(last = JSON.parse(text)));
      const tell = (message) => session.message(JSON.stringify(message));
      const refuse = (code) => tell({ type: 'error', code, ref: last.ref });
      const welcome = () => tell({ type: 'welcome', room: 'tea', resume: 's' });
      const enter = () => tell({ type: 'joined', room: 'tea', position: 'e:0', member: { id: 'a' }, members: [], total: 0 });
      connect();
      welcome();
      asked();
      heard();
      const results = [];
      const note = () => results.push(asked() + ' | ' + heard());
      """;

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
    visitors.leave();
  }

  private static Object results(String script) {
    var window = visitors.connected(visitors.page(0) + "?room=refused");
    return window.run("return (async () => {" + SESSION + script + "return results; })()");
  }

  @Test
  void aForbiddenJoinIsAskedForAgainWithTheNextMessageOrConnectionOnly() {
    var script =
        """
        session.say('tea', 'waits');
        refuse('not-allowed');
        pass();
        note();
        session.say('tea', 'more');
        note();
        refuse('not-allowed');
        pass();
        note();
        session.closed();
        connect();
        welcome();
        note();
        enter();
        note();
        """;
    assertThat(results(script))
        .isEqualTo(
            List.of(
                " | troubled tea not-allowed, unsent tea",
                "join tea | ",
                " | troubled tea not-allowed, unsent tea",
                "join tea | welcome",
                "history tea | joined tea"));
  }

  @Test
  void aForbiddenMessageIsNotSentAgain() {
    var script =
        """
        enter();
        note();
        session.say('tea', 'hi');
        refuse('not-allowed');
        pass();
        note();
        session.closed();
        connect();
        welcome();
        enter();
        note();
        """;
    assertThat(results(script))
        .isEqualTo(
            List.of(
                "history tea | joined tea",
                "say tea | unsent tea not-allowed",
                "join tea | welcome, joined tea"));
  }

  @Test
  void forbiddenHistoryIsNotAskedForAgain() {
    var script = "enter(); refuse('not-allowed'); pass(); note();";
    assertThat(results(script))
        .isEqualTo(List.of("history tea | joined tea, noOlder tea not-allowed"));
  }

  @Test
  void anUncertainMessageIsSentAgainAndReportedOnce() {
    var script =
        """
        enter();
        note();
        session.say('tea', 'hi');
        const id = last.id;
        for (let i = 0; i < 3; i++) {
          refuse('uncertain');
          note();
          pass();
        }
        tell({ type: 'said', room: 'tea', id: last.id, position: 'e:1', ref: last.ref });
        note();
        results.push(last.id === id);
        """;
    assertThat(results(script))
        .isEqualTo(
            List.of(
                "history tea | joined tea",
                "say tea | troubled tea uncertain",
                "say tea | ",
                "say tea | ",
                "say tea | sent tea",
                true));
  }

  @Test
  void eachOfTheseErrorsHasItsText() {
    var window = visitors.connected(visitors.page(0) + "?room=refused");
    var script =
        """
        const { Memory } = await import('./page/memory.js');
        const { Rooms } = await import('./page/rooms.js');
        const { Transcript } = await import('./page/transcript.js');
        const nothing = () => {};
        const pane = { show: nothing, follows: () => true, grow: (_, c) => c(), growAbove: (_, c) => c() };
        const texts = [];
        const transcript = new Transcript(pane);
        const rooms = new Rooms(new Memory('x'), pane, transcript, { changed: nothing, hint: (text) => texts.push(text) });
        rooms.troubled('tea', { code: 'not-allowed' });
        rooms.troubled('tea', { code: 'uncertain' });
        rooms.noOlder('tea', { code: 'not-allowed' });
        return [...texts, transcript.lines.textContent];
        """;
    assertThat(window.run("return (async () => {" + script + "})()"))
        .isEqualTo(
            List.of(
                "You are not permitted to do this in tea.",
                "The server does not know whether it has stored your message."
                    + " It is sent again until the server knows.",
                "You are not permitted to read earlier messages of this room."));
  }
}
