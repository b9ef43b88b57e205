package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import io.parley.tool.TokenIssuer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chat where a token is needed: it asks for one, keeps it, renews it, and says why it is
 * refused.
 */
@NeedsBrowser
class TokenPageIT {
  private static final TokenIssuer ISSUER = TokenIssuer.withKey("1");
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private static Path folder;

  private static RunningParley server;
  private static Browser browser;

  private final List<ChatWindow> windows = new ArrayList<>();
  private String room = "";

  @BeforeAll
  static void start() throws Exception {
    server = RunningParley.start(ISSUER.options(folder, "--token-skew", "1s"));
    browser = Browser.reading("en-GB,en");
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      browser.close();
    } finally {
      server.close();
    }
  }

  @BeforeEach
  void takeARoomOfItsOwn(TestInfo test) {
    room = test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void leave() {
    windows.forEach(ChatWindow::close);
  }

  @Test
  void asksForATokenKeepsItOverAReloadAndForgetsIt() {
    ChatWindow ann = open(server, "");
    ann.awaitState("refused");
    assertThat(ann.lines("bad").get(0))
        .startsWith(
            "The server refused the handshake (401): The request has no credentials."
                + " Send valid credentials");
    assertThat(ann.text("loginError")).as("nothing was given").isEmpty();
    assertThat(ann.text("nextTry")).as("the same is refused again").isEmpty();
    String token = token("ann", HOUR, "Ann");
    ann.submit("loginToken", token);
    ann.awaitState("open");
    assertThat(isAsked(ann)).isFalse();
    assertThat(ann.property("loginToken", "value")).isEmpty();
    ann.await("name", () -> ann.property("nameInput", "value"), "Ann");
    ann.reload();
    ann.awaitState("open");
    ann.await("name", () -> ann.property("nameInput", "disabled"), "true");
    assertThat((String) ann.run("return document.documentElement.outerHTML")).doesNotContain(token);
    ann.press("forgetLogin");
    ann.awaitState("refused");
    assertThat(isAsked(ann)).isTrue();
    assertThat(ann.property("forgetLogin", "hidden")).isEqualTo("true");
    assertThat((String) ann.run("return JSON.stringify({ ...sessionStorage, ...localStorage })"))
        .doesNotContain(token);
  }

  @Test
  void saysInBothLanguagesWhyATokenIsRefused() {
    String old = token("ann", Duration.ofMinutes(-1), "Ann");
    ChatWindow english = refused("", old);
    assertThat(english.lines("bad").get(1))
        .isEqualTo(
            "The server refused the handshake (401): exp is in the past: the token has expired."
                + " Get a new token from the issuer and connect again.");
    assertThat(english.text("loginError")).isEqualTo("exp is in the past: the token has expired.");
    english.press("inspect");
    assertThat(english.texts(".result")).containsExactly("Refused · 401");
    assertThat(english.texts(".verdict .title")).containsExactly("The token has expired");
    assertThat(english.texts(".verdict .finding[data-outcome=refused] .reason"))
        .containsExactly("exp is in the past: the token has expired. RFC 7519 4.1.4");
    assertThat(english.run("return document.querySelector('.verdict .more .out').pathname"))
        .isEqualTo("/problems/token-expired");
    assertThat((String) english.run("return document.documentElement.outerHTML"))
        .doesNotContain(old, old.substring(old.lastIndexOf('.')));
    ChatWindow chinese = refused("&lang=zh-Hant", old);
    assertThat(chinese.lines("bad").get(1)).contains("（401）", "exp 的時間已過。", "請向核發者取得新的權杖");
    chinese.press("inspect");
    assertThat(chinese.texts(".verdict .title")).containsExactly("權杖已過期");
  }

  @Test
  void marksProvenNamesAndTellsTwinsApartByTheServersTag() {
    ChatWindow ann = known("ann", "Ann");
    ann.say("one");
    ann.awaitFates("sent ✓");
    ChatWindow other = known("other", "\u0391nn"); // a Greek capital alpha
    other.awaitLines("other", "one");
    ann.await("marks", () -> ann.texts("#members .mark").size(), 2);
    other.await("marks", () -> other.texts("#chatRoom .from .mark").size(), 1);
    assertThat(other.texts("#chatRoom .from").get(0)).matches("Ann ·[\\w-]{4}");
    assertThat(other.run("return document.querySelector('#chatRoom .from .proven').ariaLabel"))
        .isEqualTo("Name proven by a login");
    assertThat(ann.texts("#members .proven")).hasSize(2);
  }

  /** The server knows members that this page does not. */
  @Test
  void showsTheTagThatTheServerTells() {
    ChatWindow ann = known("ann", "Ann");
    assertThat(
            ann.run(
                """
                return import('/page/names.js').then(({ Names }) => {
                  const names = new Names();
                  const text = member => {
                    names.note(member);
                    const made = document.createElement('p');
                    made.append(names.element(member));
                    return made.textContent;
                  };
                  return [text({ id: 'abcdefgh', name: 'Ann' }), text({ id: 'abcdefgh', name: 'Ann', tag: 'abcdef' }),
                    text({ id: 'ijklmnop', name: 'Ben', tag: 'evil' }), text({ id: 'qrstuvwx', name: 'Cal', tag: 7 })];
                });
                """))
        .isEqualTo(List.of("Ann", "Ann ·abcdef", "Ben", "Cal"));
  }

  @Test
  void renewsATokenThatEndsSoonOnTheOpenConnection() {
    ChatWindow ann = open(server, "");
    ann.awaitState("refused");
    ann.submit("loginToken", token("ann", Duration.ofSeconds(59), "Ann"));
    ann.awaitState("open");
    ann.awaitLine("bad", "Your login ends in ");
    assertThat(isAsked(ann)).isTrue();
    ann.submit("loginToken", token("ben", HOUR, "Ben"));
    ann.await("error", () -> ann.text("loginError").startsWith("This token is another"), true);
    ann.submit("loginToken", "no token");
    String parts = "A token has three parts with dots between them.";
    ann.await("error", () -> ann.text("loginError"), parts);
    ann.submit("loginToken", token("ann", HOUR, "Ann"));
    ann.awaitLine("good", "The server accepted your token. It ends at ");
    assertThat(isAsked(ann)).isFalse();
    ann.say("still here");
    ann.awaitFates("sent ✓");
    assertThat(ann.lines("good")).as("no other connection").hasSize(1);
  }

  @Test
  void saysThatATokenHasEndedAndGoesOnWithAnother() {
    ChatWindow ben = known("ben", "Ben");
    ChatWindow ann = open(server, "&lang=zh-Hant");
    ann.awaitState("refused");
    ann.submit("loginToken", token("ann", Duration.ofSeconds(8), "Ann"));
    ann.awaitState("open");
    ann.awaitState("ended");
    ann.awaitLine("bad", "伺服器已關閉連線：您的權杖時限已到。");
    assertThat(isAsked(ann)).isTrue();
    ben.say("meanwhile");
    ben.awaitFates("sent ✓");
    ann.submit("loginToken", token("ann", HOUR, "Ann"));
    ann.awaitMessages("meanwhile");
  }

  @Test
  void sendsTheTokenOnTheConnectionWhereTheServerTakesItThere(@TempDir Path own) throws Exception {
    try (RunningParley inBand =
        RunningParley.start(ISSUER.options(own, "--token-in-band", "true"))) {
      ChatWindow ann = open(inBand, "");
      ann.awaitLine("bad", "This server needs a token within ");
      ann.submit("loginToken", token("ann", HOUR, "Ann"));
      ann.awaitLine("good", "The server accepted your token.");
      ann.await("joined", () -> ann.texts("#members .me .name"), List.of("Ann"));
      ann.say("in");
      ann.awaitFates("sent ✓");
      ann.reload();
      ann.awaitMessages("in");
      assertThat(ann.lines("bad")).isEmpty();
    }
  }

  /** A link that names a socket must not get the visitor's token for it. */
  @Test
  void givesTheTokenToNoSocketThatALinkNames() {
    ChatWindow ann = known("ann", "Ann");
    String socket = server.url("/chat/" + room).replaceFirst("http", "ws");
    ann.run("location.search = '?socket=' + encodeURIComponent(arguments[0]); return 0", socket);
    ann.awaitState("refused");
    assertThat(ann.lines("bad").get(0)).contains("The request has no credentials.");
    assertThat(isAsked(ann)).isFalse();
  }

  private ChatWindow open(RunningParley at, String query) {
    ChatWindow window = browser.open(at.url("/?room=" + room + query));
    windows.add(window);
    return window;
  }

  private ChatWindow known(String user, String name) {
    ChatWindow window = open(server, "");
    window.awaitState("refused");
    window.submit("loginToken", token(user, HOUR, name));
    window.awaitState("open");
    window.await("joined", () -> window.texts("#members .me .name"), List.of(name));
    return window;
  }

  private ChatWindow refused(String query, String token) {
    ChatWindow window = open(server, query);
    window.awaitState("refused");
    window.submit("loginToken", token);
    window.await("refusals", () -> window.lines("bad").size(), 2);
    return window;
  }

  private static boolean isAsked(ChatWindow window) {
    return window.property("loginForm", "hidden").equals("false");
  }

  private static String token(String user, Duration life, String name) {
    return ISSUER.token(user, life, Map.of("name", name));
  }
}
