package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import io.parley.tool.TokenIssuer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Every page, judged by axe: nothing serious is left. */
@NeedsBrowser
class PageAuditIT {
  private static final String JUDGE =
      """
      return axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
        .filter(({ impact }) => ['serious', 'critical'].includes(impact))
        .flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`)));
      """;

  /** What a finger may have to meet; a link within a sentence is as large as its words. */
  private static final String TARGETS =
      """
      const small = [...document.querySelectorAll('a[href], button, input, textarea, select, summary')]
        .filter(each => each.checkVisibility({ visibilityProperty: true }) && !each.closest('.text'))
        .map(each => ({ each, box: each.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && (box.height < 43.5 || box.width < 43.5));
      return small.map(({ each, box }) =>
        `${each.id || each.className || each.textContent}: ${box.width} x ${box.height}`);
      """;

  private static final String SMALL_LETTERS =
      """
      return [...document.querySelectorAll('input, textarea, select')]
        .filter(each => parseFloat(getComputedStyle(each).fontSize) < 16)
        .map(each => each.id || each.className);
      """;

  @TempDir private static Path folder;

  private static Visitors visitors;
  private static String axe;

  @BeforeAll
  static void start() throws Exception {
    axe = Files.readString(AuditTool.AXE.path());
    visitors = Visitors.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (visitors != null) {
      visitors.close();
    }
  }

  @AfterEach
  void leave() {
    visitors.leave();
  }

  @ParameterizedTest
  @CsvSource({
    "handshakes.html, light",
    "handshakes.html, dark",
    "lab.html, light",
    "lab.html, dark",
    "operator.html, light",
    "operator.html, dark",
    "problems/version-unsupported, light",
    "problems/version-unsupported, dark",
    "docs/, light",
    "docs/, dark",
    "docs/settings, light",
    "docs/get-started, dark",
    "nothing, light",
    "nothing?lang=zh-Hant, dark"
  })
  void aPageHasNoSeriousFinding(String path, String scheme) {
    var window = visitors.open(visitors.page(0) + path);
    window.colours(scheme);
    assertThat(findings(window)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"light, en", "dark, en", "light, zh-Hant"})
  void theChatHasNoneEmptyOrFull(String scheme, String language) {
    var room = "?room=audit-" + scheme + language;
    var ann = visitors.connected(visitors.page(0) + room + "&lang=" + language);
    ann.colours(scheme);
    ann.await("help", () -> ann.texts(".welcome").size(), 1);
    ann.run("document.querySelector('.welcome details').open = true; return 0");
    assertThat(findings(ann)).as("empty").isEmpty();
    fill(ann, visitors.connected(visitors.page(0) + room));
    assertThat(findings(ann)).as("full").isEmpty();
    ann.press("inspect");
    assertThat(findings(ann)).as("with its handshake").isEmpty();
  }

  @Test
  void theChatOnAPhoneHasNoneAndIsMadeForFingers() {
    var ann = visitors.connected(visitors.page(0) + "?room=audit-phone");
    ann.resize(390, 844);
    ann.touch();
    ann.await("help", () -> ann.texts(".welcome").size(), 1);
    assertFitsFingers(ann, "empty");
    fill(ann, visitors.connected(visitors.page(0) + "?room=audit-phone"));
    assertFitsFingers(ann, "full");
    ann.run("document.getElementById('side').open = true; return 0");
    assertFitsFingers(ann, "rooms and people");
    ann.run("document.getElementById('side').open = false; return 0");
    ann.press("inspect");
    assertFitsFingers(ann, "handshake");
  }

  /** The field is there, and beside it what is wrong with the last token. */
  @ParameterizedTest
  @CsvSource({"light, en", "dark, en", "dark, zh-Hant"})
  void theFieldForATokenHasNoneAndIsMadeForFingers(String scheme, String language)
      throws Exception {
    TokenIssuer issuer = TokenIssuer.withKey("1");
    try (RunningParley server = RunningParley.start(issuer.options(folder))) {
      var ann = visitors.open(server.url("/?room=audit-token&lang=" + language));
      ann.colours(scheme);
      ann.awaitState("refused");
      ann.submit("loginToken", "no token");
      ann.await("error", () -> ann.text("loginError").isEmpty(), false);
      assertThat(findings(ann)).as("field").isEmpty();
      ann.resize(390, 844);
      ann.touch();
      assertFitsFingers(ann, "field on a phone");
      ann.submit("loginToken", issuer.token("ann"));
      ann.await("known", () -> ann.texts("#members .me .proven").size(), 1);
      ann.run("document.getElementById('side').open = true; return 0");
      assertFitsFingers(ann, "with a token");
      fitsASmallPhoneOnItsSide(ann);
    }
  }

  private static void fitsASmallPhoneOnItsSide(ChatWindow window) {
    window.run(
        "document.getElementById('side').open = false;"
            + " document.getElementById('loginForm').hidden = false; return 0");
    window.resize(667, 375);
    assertThat(window.run("return document.documentElement.scrollHeight <= innerHeight"))
        .isEqualTo(true);
    assertThat(
            window.run("return document.getElementById('chatRoom').clientHeight > innerHeight / 4"))
        .isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"844x390", "667x375"})
  void aPhoneOnItsSideLeavesMostOfItToTheTalk(String size) {
    var ann = visitors.connected(visitors.page(0) + "?room=audit-side");
    var sides = size.split("x", -1);
    ann.resize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    ann.touch();
    assertFitsFingers(ann, size);
    var share =
        "return document.getElementById('chatRoom').clientHeight / document.documentElement.clientHeight";
    assertThat(((Number) ann.run(share)).doubleValue()).isGreaterThan(0.4);
    assertThat(ann.run("return document.documentElement.scrollHeight <= innerHeight"))
        .isEqualTo(true);
    assertThat(ann.run("return document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
  }

  private static void assertFitsFingers(ChatWindow window, String what) {
    assertThat(findings(window)).as(what).isEmpty();
    assertThat((List<?>) window.run(TARGETS)).as(what).isEmpty();
    assertThat((List<?>) window.run(SMALL_LETTERS)).as(what).isEmpty();
  }

  /** Messages of both, links and code among them, and a name that is taken twice. */
  private static void fill(ChatWindow ann, ChatWindow ben) {
    ann.run("document.getElementById('side').open = true; return 0");
    ann.submit("nameInput", "Ann");
    ben.submit("nameInput", "Ann");
    ann.say("see https://example.com/ and `code`");
    var line = Keys.chord(Keys.SHIFT, Keys.ENTER);
    ben.say("```" + line + "const a = 1;" + line + "```");
    ben.say("👍");
    ann.await("messages", () -> ann.messages().size(), 3);
  }

  private static List<?> findings(ChatWindow window) {
    window.run(axe + "; return 0");
    return (List<?>) window.run(JUDGE);
  }
}
