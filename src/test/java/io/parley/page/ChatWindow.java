package io.parley.page;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;

/** A chat page as its visitor sees it. What is awaited is awaited for at most {@link #PATIENCE}. */
final class ChatWindow {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final ChromeDriver driver;
  private final String handle;

  ChatWindow(ChromeDriver driver, String handle) {
    this.driver = driver;
    this.handle = handle;
  }

  /** Types a text and presses Enter. */
  void say(String text) {
    type(text + Keys.ENTER);
  }

  void type(String keys) {
    here().findElement(By.id("messageInput")).sendKeys(keys);
  }

  void press(String id) {
    here().findElement(By.id(id)).click();
  }

  String text(String id) {
    return here().findElement(By.id(id)).getText();
  }

  /** The texts of elements, in the order of the page. */
  @SuppressWarnings("unchecked") // The script returns strings.
  List<String> texts(String selector) {
    return (List<String>)
        run(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)",
            selector);
  }

  /** Writes into a field of a small form, and sends it. */
  void submit(String field, String text) {
    var input = here().findElement(By.id(field));
    input.clear();
    input.sendKeys(text + Keys.ENTER);
  }

  /** Clicks the first element of a selector. */
  void click(String selector) {
    here().findElement(By.cssSelector(selector)).click();
  }

  /** As if the visitor had asked for the page again. */
  void reload() {
    here().navigate().refresh();
  }

  String property(String id, String name) {
    return Objects.requireNonNull(here().findElement(By.id(id)).getDomProperty(name));
  }

  /** The texts of the lines of a kind, such as {@code own} or {@code note}. */
  List<String> lines(String kind) {
    return texts("#chatRoom ." + kind + " .text");
  }

  /** The messages of a transcript, own ones too, in their order. */
  List<String> messages() {
    return texts("#chatRoom .message .text");
  }

  void awaitMessages(String... texts) {
    await("messages", this::messages, List.of(texts));
  }

  /** Waits until a line of a kind begins so. */
  void awaitLine(String kind, String start) {
    await(kind, () -> lines(kind).stream().anyMatch(line -> line.startsWith(start)), true);
  }

  /** What became of own messages, in words. */
  List<String> fates() {
    return texts("#chatRoom .own .fate");
  }

  void awaitState(String state) {
    await("state", () -> run("return document.getElementById('state').dataset.state"), state);
  }

  void awaitLines(String kind, String... texts) {
    await(kind, () -> lines(kind), List.of(texts));
  }

  void awaitFates(String... fates) {
    await("fates", this::fates, List.of(fates));
  }

  <T> void await(String what, Supplier<T> question, T wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    T last = question.get();
    while (!last.equals(wanted) && System.nanoTime() < end) {
      pause();
      last = question.get();
    }
    Assertions.assertThat(last).as(() -> what + " in\n" + text("chatRoom")).isEqualTo(wanted);
  }

  Object run(String script, Object... arguments) {
    return Objects.requireNonNull(here().executeScript(script, arguments));
  }

  /** Makes each request of this window take so many milliseconds more. */
  void delay(int milliseconds) {
    here().executeCdpCommand("Network.enable", Map.of());
    here()
        .executeCdpCommand(
            "Network.emulateNetworkConditions",
            Map.of(
                "offline",
                false,
                "latency",
                milliseconds,
                "downloadThroughput",
                -1,
                "uploadThroughput",
                -1));
  }

  /** Runs a script at the start of each page of this window, before the page's own. */
  void onEachPage(String script) {
    here().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** Shows the page in the colours of {@code light} or {@code dark}. */
  void colours(String scheme) {
    var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    here().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** Presses a key where the focus is. */
  void key(CharSequence key) {
    here().switchTo().activeElement().sendKeys(key);
  }

  /** Asks for a page as a browser that calls itself so, from now on in this window. */
  void callAs(String agent, String url) {
    here().executeCdpCommand("Network.setUserAgentOverride", Map.of("userAgent", agent));
    here().get(url);
  }

  /** Makes the window as wide and high as a screen of this many CSS pixels. */
  void resize(int width, int height) {
    here()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", true));
  }

  /** Makes it a screen for fingers. */
  void touch() {
    here()
        .executeCdpCommand(
            "Emulation.setTouchEmulationEnabled", Map.of("enabled", true, "maxTouchPoints", 5));
  }

  void close() {
    here().close();
    driver.switchTo().window(driver.getWindowHandles().iterator().next());
  }

  private ChromeDriver here() {
    driver.switchTo().window(handle);
    return driver;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
