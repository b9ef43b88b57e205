package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A window with one of the operator's pages. It waits generously for what a test expects. */
final class OperatorWindow {
  private static final long PAUSE = 50;

  private final ChatWindow window;

  OperatorWindow(ChatWindow window) {
    this.window = window;
  }

  void click(String selector) {
    await("there is " + selector, () -> count(selector), count -> count > 0);
    run("document.querySelector(arguments[0]).click(); return 0", selector);
  }

  /** Puts a text into a field as if it had been pasted. */
  void paste(String id, String text) {
    run(
        "const f = document.getElementById(arguments[0]); f.value = arguments[1];"
            + " f.dispatchEvent(new Event('input', { bubbles: true })); return 0",
        id,
        text);
  }

  /** Types a text into a small form, and sends it. */
  void submit(String field, String text) {
    window.submit(field, text);
  }

  /** Presses a key where the focus is. */
  void key(CharSequence key) {
    window.key(key);
  }

  void focus(String selector) {
    run("document.querySelector(arguments[0]).focus(); return 0", selector);
  }

  Object run(String script, Object... arguments) {
    return window.run(script, arguments);
  }

  /** All that a visitor reads of an element. */
  String text(String id) {
    return (String) run("return document.getElementById(arguments[0]).textContent", id);
  }

  List<String> texts(String selector) {
    return window.texts(selector);
  }

  long count(String selector) {
    return (Long) run("return document.querySelectorAll(arguments[0]).length", selector);
  }

  void awaitText(String id, String start) {
    await(id, () -> text(id), text -> text.startsWith(start));
  }

  void awaitTexts(String selector, String... wanted) {
    await(selector, () -> texts(selector), List.of(wanted)::equals);
  }

  void awaitCount(String selector, long wanted) {
    await(selector, () -> count(selector), count -> count == wanted);
  }

  /** Makes the window as wide and high as a phone's, and says how wide the page then is. */
  long widthOnAPhone() {
    return width(360, 740);
  }

  /** Makes the window as wide and high, and says how wide the page then is. */
  long width(int width, int height) {
    window.resize(width, height);
    return (Long) run("return document.documentElement.scrollWidth");
  }

  private <T> void await(String what, Supplier<T> question, Predicate<T> wanted) {
    long end = System.nanoTime() + ChatWindow.PATIENCE.toNanos();
    T last = question.get();
    while (!wanted.test(last) && System.nanoTime() < end) {
      pause();
      last = question.get();
    }
    T seen = last;
    assertThat(seen)
        .as(() -> what + " in\n" + run("return document.body.innerText"))
        .matches(wanted);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
