package io.parley.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A token that can be compared and is never shown. */
public final class Secret {
  /**
   * The token's environment variable. It can be set only here or in a file: every user of a machine
   * can read its command lines.
   */
  public static final String ENVIRONMENT = "PARLEY_OPERATOR_TOKEN";

  /** 16 characters cannot be guessed over a network. */
  private static final Pattern GRAMMAR = Pattern.compile("[!-~]{16,256}");

  private static final String GOOD = "16 to 256 visible ASCII characters";

  private final byte[] text;

  private Secret(String text) {
    this.text = text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Compares in constant time. */
  public boolean matches(String other) {
    return MessageDigest.isEqual(text, other.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Finds the token: in a file that the command line names, else in the environment, else in
   * another file; empty where none is set.
   */
  static Optional<Secret> find(
      OptionValues optionValues, Function<String, Optional<String>> environment) {
    boolean told =
        optionValues.sources().get(Option.OPERATOR_TOKEN_FILE) == SettingSource.COMMAND_LINE;
    Optional<String> token =
        environment.apply(ENVIRONMENT).map(String::strip).filter(text -> !text.isEmpty());
    return told || token.isEmpty()
        ? ofFile(optionValues)
        : ofEnvironment(optionValues, token.get());
  }

  private static Optional<Secret> ofEnvironment(OptionValues optionValues, String text) {
    return parse(
        optionValues,
        text,
        BadSetting.secret(Option.OPERATOR_TOKEN_FILE, ENVIRONMENT + " in the environment", GOOD));
  }

  private static Optional<Secret> ofFile(OptionValues optionValues) {
    Option option = Option.OPERATOR_TOKEN_FILE;
    if (optionValues.list(option).isEmpty()) {
      return Optional.empty();
    }
    String name = optionValues.text(option);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String text = read(name).orElse("");
    String expected = "a readable file with " + GOOD + mark(text);
    return parse(optionValues, text, badFile(optionValues.sources().get(option), name, expected));
  }

  /**
   * Explains a byte order mark, which editors write invisibly. That of UTF-16 is not UTF-8: it is
   * decoded to two replacement characters.
   */
  private static String mark(String text) {
    return text.startsWith("\uFEFF") || text.startsWith("\uFFFD\uFFFD")
        ? ", without the byte order mark that this one begins with"
        : "";
  }

  private static Optional<Secret> parse(
      OptionValues optionValues, String text, BadSetting otherwise) {
    if (!GRAMMAR.matcher(text).matches()) {
      optionValues.reject(otherwise);
      return Optional.empty();
    }
    return Optional.of(new Secret(text));
  }

  /**
   * Reports a file that cannot be used. Hides a value that may be the token itself, set in place of
   * a file by mistake.
   */
  private static BadSetting badFile(SettingSource settingSource, String name, String expected) {
    Option option = Option.OPERATOR_TOKEN_FILE;
    return GRAMMAR.matcher(name).matches() && !isPath(name)
        ? BadSetting.secret(option, settingSource.describe(option), expected)
        : BadSetting.of(option, settingSource, name, expected);
  }

  /** Whether the file exists or, of a path with several names, the first directory. */
  private static boolean isPath(String name) {
    try {
      Path path = Path.of(name);
      Path start = path.subpath(0, 1);
      Path first = path.isAbsolute() ? path.getRoot().resolve(start) : start;
      return Files.exists(path) || (path.getNameCount() > 1 && Files.isDirectory(first));
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private static Optional<String> read(String name) {
    try (InputStream file = Files.newInputStream(Path.of(name))) {
      return Optional.of(new String(file.readNBytes(1_024), StandardCharsets.UTF_8).strip());
    } catch (IOException | InvalidPathException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
