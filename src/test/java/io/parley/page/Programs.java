package io.parley.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds Chromium, its headless shell and its driver, and Firefox, on the PATH. */
final class Programs {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

  /** Chromium without what only a screen shows, which takes half the time of it. */
  private static final String SHELL = "chromium-headless-shell";

  private static final List<String> FIREFOXES = List.of("firefox-esr", "firefox");

  private Programs() {}

  static Optional<Path> browser() {
    return BROWSERS.stream().flatMap(Programs::onPath).findFirst();
  }

  /** The one without a screen, where it is installed. */
  static Optional<Path> shell() {
    return onPath(SHELL).findFirst();
  }

  static Optional<Path> driver() {
    return onPath("chromedriver").findFirst();
  }

  /** What is not there, in words; empty if all is. */
  static Optional<String> missing() {
    if (browser().isEmpty()) {
      return Optional.of("none of " + String.join(", ", BROWSERS) + " is on the PATH");
    }
    return driver().isEmpty() ? Optional.of("no chromedriver is on the PATH") : Optional.empty();
  }

  static Optional<Path> firefox() {
    return FIREFOXES.stream().flatMap(Programs::onPath).findFirst();
  }

  /** As {@link #missing}, of Firefox, which needs no driver. */
  static Optional<String> missingFirefox() {
    String none = "none of " + String.join(", ", FIREFOXES) + " is on the PATH";
    return firefox().isPresent() ? Optional.empty() : Optional.of(none);
  }

  private static Stream<Path> onPath(String name) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable);
  }
}
