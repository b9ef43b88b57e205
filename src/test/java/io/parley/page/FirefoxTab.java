package io.parley.page;

import static io.parley.page.BidiConnection.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Json;
import io.parley.tool.Until;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A chat page in a tab of Firefox. */
final class FirefoxTab {
  private final BidiConnection bidi;
  private final String context;

  FirefoxTab(BidiConnection bidi, String context) {
    this.bidi = bidi;
    this.context = quoted(context);
  }

  /** Goes to an address, and returns once its page is there. */
  void go(String url) {
    String where = ",\"url\":" + quoted(url) + ",\"wait\":\"complete\"}";
    bidi.send("browsingContext.navigate", "{\"context\":" + context + where);
  }

  /** Types a text where one writes messages, and presses Enter. */
  void say(String text) {
    run("document.getElementById('messageInput').focus(); return 'focused'");
    String keys =
        (text + '\uE007')
            .codePoints()
            .mapToObj(Character::toString)
            .map(BidiConnection::quoted)
            .map(key -> action("keyDown", key) + "," + action("keyUp", key))
            .collect(Collectors.joining(","));
    String source = "[{\"type\":\"key\",\"id\":\"keyboard\",\"actions\":[" + keys + "]}]";
    bidi.send("input.performActions", "{\"context\":" + context + ",\"actions\":" + source + "}");
  }

  private static String action(String type, String key) {
    return "{\"type\":\"" + type + "\",\"value\":" + key + "}";
  }

  void press(String id) {
    run("document.getElementById(" + quoted(id) + ").click(); return 'pressed'");
  }

  /** The texts of elements, in the order of the page. */
  List<String> texts(String selector) {
    String texts = "[...document.querySelectorAll(" + quoted(selector) + ")]";
    return run("return " + texts + ".map(e => e.textContent).join('\\n')").lines().toList();
  }

  /** How its connection stands. */
  String state() {
    return run("return document.getElementById('state').dataset.state");
  }

  void awaitState(String state) {
    Until.isTrue("the state is " + state, ChatWindow.PATIENCE, () -> state().equals(state));
  }

  void awaitTexts(String selector, String... texts) {
    List<String> wanted = List.of(texts);
    try {
      Until.isTrue(selector, ChatWindow.PATIENCE, () -> texts(selector).equals(wanted));
    } catch (AssertionError late) {
      assertThat(texts(selector)).as(late.getMessage()).isEqualTo(wanted);
    }
  }

  /** The text that a script returns, the body of a function. */
  private String run(String script) {
    String expression = quoted("(() => {" + script + "})()");
    String target = ",\"awaitPromise\":true,\"target\":{\"context\":" + context + "}}";
    Map<String, Object> done =
        bidi.ask("script.evaluate", "{\"expression\":" + expression + target);
    return (String) Json.object(done, "result").get("value");
  }
}
