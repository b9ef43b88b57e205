package io.parley.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A token that is compared and never shown. */
public final class Secret {
  /**
   * Comes from the environment or a file only: every user of a machine can read its command lines.
   */
  public static final String ENVIRONMENT = "PARLEY_OPERATOR_TOKEN";

  /** Nobody guesses 16 characters over a network. */
  private static final Pattern GRAMMAR = Pattern.compile("[!-~]{16,256}");

  private static final String EXPECTED = "16 to 256 visible ASCII characters";

  private final byte[] text;

  private Secret(String text) {
    this.text = text.getBytes(StandardCharsets.US_ASCII);
  }

  /** In a time that tells nothing of where the two differ. */
  public boolean matches(String other) {
    return MessageDigest.isEqual(text, other.getBytes(StandardCharsets.UTF_8));
  }

  /** A file that the command line names, else the environment's token, else another file. */
  static Optional<Secret> find(Values values, Function<String, Optional<String>> environment) {
    boolean told = values.sources().get(Option.OPERATOR_TOKEN_FILE) == Source.COMMAND_LINE;
    return told
        ? ofFile(values)
        : environment
            .apply(ENVIRONMENT)
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(Secret::ofEnvironment)
            .or(() -> ofFile(values));
  }

  private static Secret ofEnvironment(String text) {
    if (!GRAMMAR.matcher(text).matches()) {
      throw new BadSettingException(ENVIRONMENT, EXPECTED);
    }
    return new Secret(text);
  }

  private static Optional<Secret> ofFile(Values values) {
    List<String> names = values.list(Option.OPERATOR_TOKEN_FILE);
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String name = values.text(Option.OPERATOR_TOKEN_FILE);
    return Optional.of(
        read(name)
            .filter(GRAMMAR.asMatchPredicate())
            .map(Secret::new)
            .orElseThrow(
                () ->
                    values.bad(
                        Option.OPERATOR_TOKEN_FILE, name, "a readable file with " + EXPECTED)));
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
