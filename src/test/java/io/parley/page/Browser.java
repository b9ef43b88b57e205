package io.parley.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.CapabilityType;

/**
 * A headless Chromium with a new profile and without background requests: its headless shell, or
 * all of it where that is not installed.
 */
final class Browser implements AutoCloseable {
  /** It warns of every browser that is newer than itself, for a protocol that is not used here. */
  private static final Logger QUIET = Logger.getLogger("org.openqa.selenium.devtools");

  static {
    QUIET.setLevel(Level.SEVERE);
  }

  /** Wide enough for the rooms beside the talk. */
  private static final Dimension DESK = new Dimension(1_100, 800);

  private final Path profile;
  private final ChromeDriver driver;

  private Browser(Path profile, ChromeDriver driver) {
    this.profile = profile;
    this.driver = driver;
  }

  /**
   * Starts one whose visitor reads these languages, best first, such as {@code zh-TW,en}.
   *
   * @param arguments more of its own
   */
  static Browser reading(String languages, String... arguments) throws IOException {
    return start(Programs.shell(), languages, arguments);
  }

  /**
   * As {@link #reading}, all of Chromium: for what counts in it is what the browser itself does.
   */
  static Browser whole(String languages, String... arguments) throws IOException {
    return start(Optional.empty(), languages, arguments);
  }

  private static Browser start(Optional<Path> shell, String languages, String... arguments)
      throws IOException {
    var profile = Files.createTempDirectory("parley-browser");
    // Both programs are named: without that Selenium looks for them, and may download some.
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Programs.driver().orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    var options = options(profile, languages, arguments);
    if (shell.isPresent()) {
      options.setBinary(shell.get().toFile());
      options.setCapability(CapabilityType.BROWSER_NAME, "chrome-headless-shell");
    } else {
      options.setBinary(Programs.browser().orElseThrow().toFile());
      options.addArguments("--headless=new");
    }
    return new Browser(profile, new ChromeDriver(service, options));
  }

  private static ChromeOptions options(Path profile, String languages, String... arguments) {
    var console = new LoggingPreferences();
    console.enable(LogType.BROWSER, Level.ALL);
    var options = new ChromeOptions();
    options.setCapability(ChromeOptions.LOGGING_PREFS, console);
    options.setExperimentalOption("prefs", Map.of("intl.accept_languages", languages));
    options.addArguments(
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=" + languages.split(",", 2)[0],
        "--accept-lang=" + languages,
        "--user-data-dir=" + profile);
    options.addArguments(arguments);
    return options;
  }

  /** Opens an address in a window of its own. */
  ChatWindow open(String url) {
    driver.switchTo().newWindow(WindowType.WINDOW);
    driver.manage().window().setSize(DESK);
    driver.get(url);
    return new ChatWindow(driver, driver.getWindowHandle());
  }

  /** All that was written to the consoles since it was last asked for, a line an entry. */
  String console() {
    var text = new StringBuilder();
    driver
        .manage()
        .logs()
        .get(LogType.BROWSER)
        .forEach(e -> text.append(e.getMessage()).append('\n'));
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    try (var files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(Browser::delete);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
