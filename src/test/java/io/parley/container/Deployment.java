package io.parley.container;

import io.parley.settings.Option;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What every container gets: the WAR at two contexts, and settings with a visible effect. */
final class Deployment {
  static final List<String> CONTEXTS = List.of("", "/parley");

  /** Bytes: neither Parley's default nor any container's own. */
  static final int MAX_MESSAGE = 20_000;

  static final String FRIEND = "https://friend.example";

  static final String TOKEN = "a-token-of-24-characters";

  private static final Map<Option, String> SETTINGS =
      Map.of(
          Option.ALLOW_HOST,
          "localhost,127.0.0.1,[::1]",
          Option.ALLOW_ORIGIN,
          FRIEND,
          Option.MAX_MESSAGE,
          Integer.toString(MAX_MESSAGE));

  private Deployment() {}

  static Path war() {
    return RunningParley.war().toAbsolutePath();
  }

  /** Of the build, for all that containers need and leave. */
  static Path folder() {
    return Path.of(System.getProperty("parley.containers")).toAbsolutePath();
  }

  /**
   * Makes an empty folder for a run. It stays afterwards, with what the container wrote into its
   * logs.
   */
  static Path emptied(String name) throws IOException {
    Path work = folder().resolve("work").resolve(name);
    if (Files.exists(work)) {
      try (Stream<Path> files = Files.walk(work)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(work);
  }

  static Map<String, String> contextParameters() {
    return named(Option::contextName);
  }

  static Map<String, String> environment() {
    return named(Option::environmentName);
  }

  private static Map<String, String> named(Function<Option, String> name) {
    Map<String, String> settings = new LinkedHashMap<>();
    SETTINGS.forEach((option, value) -> settings.put(name.apply(option), value));
    settings.put(name.apply(Option.OPERATOR_TOKEN_FILE), tokenFile().toString());
    return settings;
  }

  /** Returns the file with the operator's token. */
  static Path tokenFile() {
    try {
      Files.createDirectories(folder());
      return Files.writeString(folder().resolve("operator-token"), TOKEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
