package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** How messages, new messages, an empty room and an outage are shown. */
@NeedsBrowser
class MessagesPageIT {
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
  void messagesOfOneMemberAndMinuteAreGrouped() {
    var window = open();
    var show =
        """
        const { Transcript } = await import('./page/transcript.js');
        const pane = { sees: () => true, follows: () => true, grow: (_, c) => c(), growAbove: (_, c) => c() };
        const transcript = new Transcript(pane);
        const at = (minute, second) => new Date(Date.UTC(2026, 1, 3, 4, minute, second)).toISOString();
        const said = (offset, id, time, isOwn = false) =>
          transcript.message({ position: `e:${offset}`, from: { id, name: id }, text: `${offset}`, at: time, isOwn });
        said(1, 'ann', at(1, 0)); said(2, 'ann', at(1, 59)); said(3, 'ann', at(2, 0)); said(4, 'ben', at(2, 1));
        said(5, 'me', at(2, 2), true); said(6, 'me', at(2, 3), true); said(8, 'ann', at(2, 4)); said(7, 'ann', at(2, 4));
        return [...transcript.lines.querySelectorAll('.message')]
          .map((m) => m.querySelector('.text').textContent + (m.classList.contains('follows') ? ' follows' : ''));
        """;
    assertThat(window.run("return (async () => {" + show + "})()"))
        .isEqualTo(List.of("1", "2 follows", "3", "4", "5", "6 follows", "7", "8 follows"));
  }

  @Test
  void theTimeOfEachIsThereAndSentStandsOnce() {
    var ann = open();
    var ben = open();
    ann.say("one");
    ann.say("two");
    ann.awaitFates("sent ✓", "sent ✓");
    ben.awaitLines("other", "one", "two");
    assertThat(ben.texts(".other time")).hasSize(2).allMatch(time -> time.matches("\\d\\d:\\d\\d"));
    var opacity =
        "const m = [...document.querySelectorAll('.other')][1].querySelector('.meta');"
            + " const s = getComputedStyle(m); return s.opacity + s.display + s.visibility";
    if (!ben.texts(".other.follows").isEmpty()) {
      assertThat(ben.run(opacity)).isEqualTo("0blockvisible");
    }
    var shown =
        "return [...document.querySelectorAll('.own .fate')].map(f => getComputedStyle(f).display)";
    assertThat(ann.run(shown)).as("sent, once").isEqualTo(List.of("none", "block"));
  }

  @Test
  void whatIsNewIsMarkedAndCounted() {
    var ann = open();
    var ben = open();
    for (int i = 0; i < 40; i++) {
      ben.say("line " + i);
    }
    ann.await("all", () -> ann.messages().size(), 40);
    ann.run("document.getElementById('chatRoom').scrollTop = 0; return 0");
    ann.await("further up", () -> scrollTop(ann), 0L);
    ben.say("new one");
    ben.say("new two");
    ann.await("count", () -> ann.text("newest"), "2 new ↓");
    assertThat(ann.run("return document.title")).isEqualTo("(2) " + room + " · Parley");
    assertThat(ann.run("return document.querySelector('.divider + .line .text').textContent"))
        .isEqualTo("new one");
    ann.press("newest");
    ann.await("title", () -> ann.run("return document.title"), room + " · Parley");
    assertThat(ann.texts(".divider")).containsExactly("New");
    ann.say("mine");
    ann.awaitLines("own", "mine");
    assertThat(ann.texts(".divider")).isEmpty();
  }

  @Test
  void aTabThatNobodySeesCountsInItsTitle() {
    var ann = open();
    var ben = open();
    hide(ann, true);
    ben.say("are you there?");
    ann.await("title", () -> ann.run("return document.title"), "(1) " + room + " · Parley");
    hide(ann, false);
    ann.await("title", () -> ann.run("return document.title"), room + " · Parley");
    assertThat(ann.texts(".divider")).containsExactly("New");
  }

  @Test
  void whoHasTheNameOfAnotherIsToldApart() {
    var ann = open();
    ann.submit("nameInput", "Ann");
    var ben = open();
    var twin = open();
    ann.say("the first");
    ann.awaitFates("sent ✓");
    ben.awaitLines("other", "the first");
    assertThat(ben.texts(".from")).containsExactly("Ann");
    twin.submit("nameInput", "ann");
    ben.await("named", () -> ben.texts("#members .name").contains("ann"), true);
    twin.say("the second");
    ben.awaitLines("other", "the first", "the second");
    assertThat(ben.texts(".from").get(0)).matches("Ann ·[\\w-]{4}");
    assertThat(ben.texts(".from").get(1)).matches("ann ·[\\w-]{4}");
    assertThat(ben.texts("#members .mark")).hasSize(2);
    assertThat(ben.texts("#chatRoom .face")).containsExactly("A", "A");
  }

  @Test
  void aNameThatALoginHasProvenIsMarked() {
    var ann = visitors.connected(visitors.page(0) + "?room=" + room);
    var shown =
        ann.run(
            """
            const modules = Promise.all([import('/page/names.js'), import('/page/line.js')]);
            return modules.then(([{ Names }, { messageLine }]) => {
            const names = new Names();
            const said = (id, proven) => messageLine(
              { isOwn: false, from: { id, name: 'Ann', ...proven }, text: 'x', at: '2026-01-01T00:00:00Z' }, names);
            const lines = [said('abcdef', { proven: true }), said('ghijkl', {})];
            names.note({ id: 'abcdef', name: 'Ann' });
            names.note({ id: 'ghijkl', name: 'Ann' });
            document.querySelector('#chatRoom .lines').append(...lines);
            names.mark(document.getElementById('chatRoom'));
            return lines.map(line => line.querySelector('.from').textContent
              + [...line.querySelectorAll('.proven')].map(sign =>
                  `[${sign.getAttribute('role')} ${sign.ariaLabel} ${sign.clientWidth > 10}]`).join());
            });
            """);
    assertThat(shown).isEqualTo(List.of("Ann ·abcd[img Name proven by a login true]", "Ann ·ghij"));
  }

  @Test
  void guestsHaveNamesAndTintsThatStay() {
    var ann = open();
    var name = ann.texts("#members .me .name").get(0);
    assertThat(name).matches("Guest [A-Z][a-z]+ [A-Z][a-z]+");
    var script =
        """
        const { guestName, initials, tint } = await import('./page/guests.js');
        const ids = Array.from({ length: 2000 }, (_, n) => `id${n}`);
        const names = new Set(ids.map(guestName));
        const tints = new Set(ids.map(tint));
        return [names.size > 450, tints.size, guestName('a') === guestName('a'), initials('Ann'), initials('ben miller-x'),
          initials('王小明'), initials('👩‍👩‍👧 Zed'), initials('')].map(String);
        """;
    assertThat(ann.run("return (async () => {" + script + "})()"))
        .isEqualTo(List.of("true", "12", "true", "A", "BX", "王", "👩‍👩‍👧Z", ""));
  }

  @Test
  void linksAndCodeAreShownAsSuchAndNothingElseActs() {
    var window = open();
    var script =
        """
        const { formatted, isPictures } = await import('./page/formatted.js');
        const shown = (text) => {
          const made = document.createElement('p');
          made.append(formatted(text));
          return [...made.childNodes].map((n) => n.nodeType === 3 ? n.data
            : `<${n.localName}${n.href ? ` ${n.href} ${n.rel} ${n.target}` : ''}>${n.textContent}`).join('|');
        };
        return [
          shown('see https://example.com/a_(b)?x=1, and (http://localhost:1/).'),
          shown('javascript:alert(1) data:text/html,x ftp://example.com file:///etc/passwd //example.com https:// http://'),
          shown('https://ok.example<img src=x onerror=alert(1)>'),
          shown('run `curl -i <x>` or\\n```sh\\na\\n  b\\n```\\nthen'),
          shown('`https://not.a.link`'),
          shown('https://user:pass@host.example/ x'),
          shown('https://example.com/\\u202egnp.exe'),
          shown('x'.repeat(30000) + ' https://example.com').includes('<a') ? 'linked' : 'plain',
          String([...shown('https://e.x/ '.repeat(300)).matchAll(/<a /g)].length),
          [isPictures('🎉'), isPictures('👩‍👩‍👧 🇹🇼'), isPictures('1'), isPictures('🎉 yes'), isPictures('🎉🎉🎉🎉')].join(),
        ];
        """;
    var rel = " noopener noreferrer nofollow ugc _blank>";
    assertThat(window.run("return (async () => {" + script + "})()"))
        .isEqualTo(
            List.of(
                "see |<a https://example.com/a_(b)?x=1"
                    + rel
                    + "https://example.com/a_(b)?x=1"
                    + "|, and (|<a http://localhost:1/"
                    + rel
                    + "http://localhost:1/|).",
                "javascript:alert(1) data:text/html,x ftp://example.com file:///etc/passwd"
                    + " //example.com https:// http://",
                "<a https://ok.example/" + rel + "https://ok.example|<img src=x onerror=alert(1)>",
                "run |<code>curl -i <x>| or\n|<code>a\n  b|then",
                "<code>https://not.a.link",
                "https://user:pass@host.example/ x",
                "<a https://example.com/" + rel + "https://example.com/|\u202egnp.exe",
                "plain",
                "100",
                "true,true,false,false,false"));
  }

  @Test
  void anEmptyRoomHelpsToBringSomebodyIn() {
    var ann = open();
    ann.await(
        "help", () -> ann.texts(".welcome-title"), List.of("Nobody has said anything here yet."));
    var page = visitors.page(0) + "?room=" + room;
    assertThat(ann.run("return document.querySelector('.welcome-address').value")).isEqualTo(page);
    assertThat(ann.run("return document.querySelector('.welcome a').href")).isEqualTo(page);
    assertThat(ann.texts(".snippet").get(0))
        .startsWith(
            "const socket = new WebSocket(\"" + visitors.socket(0, "/chat/" + room) + "\");");
    // What it shows is what works.
    ann.run("(0, eval)(document.querySelector('.snippet').textContent); return 0");
    ann.awaitLines("other", "Hello from a program");
    assertThat(ann.texts(".welcome")).isEmpty();
    assertThat(ann.texts(".head")).containsExactly("The room begins here.");
  }

  @Test
  void anOutageStandsAboveTheComposerAndWhoIsHereIsNotLive() throws Exception {
    ChatWindow ann;
    try (var server = RunningParley.start("--port", "0")) {
      ann = visitors.connected(server.url("/?room=" + room));
      assertThat(ann.property("retry", "hidden")).isEqualTo("true");
      assertThat(ann.texts(".not-live")).hasSize(1);
      assertThat(isShown(ann, ".not-live")).isEqualTo(false);
    }
    ann.awaitState("unanswered");
    assertThat(ann.text("outageState")).isEqualTo("No server answers");
    assertThat(ann.text("outageHelp"))
        .isEqualTo("What you send is kept here, and is sent when there is a connection.");
    assertThat(ann.text("nextTry")).matches("Next try in \\d+ s");
    assertThat(isShown(ann, ".not-live")).isEqualTo(true);
    var order =
        "const y = id => document.getElementById(id).getBoundingClientRect().top;"
            + " return y('chatRoom') < y('retry') && y('retry') < y('messageInput')";
    assertThat(ann.run(order)).isEqualTo(true);
  }

  private ChatWindow open() {
    var window = visitors.connected(visitors.page(0) + "?room=" + room);
    window.await("joined", () -> window.texts("#members .me").size(), 1);
    return window;
  }

  private static Object scrollTop(ChatWindow window) {
    return window.run("return document.getElementById('chatRoom').scrollTop");
  }

  private static Object isShown(ChatWindow window, String selector) {
    return window.run("return document.querySelector(arguments[0]).checkVisibility()", selector);
  }

  /** As if the visitor had turned to another tab. */
  private static void hide(ChatWindow window, boolean hidden) {
    window.run(
        "Object.defineProperty(document, 'hidden', { value: arguments[0], configurable: true });"
            + " document.dispatchEvent(new Event('visibilitychange')); return 0",
        hidden);
  }
}
