package io.parley;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A file that holds one secret, because a command line is visible to every user of the machine. */
final class SecretFile {
  /** Octets; no field line that a server accepts is longer. */
  private static final int MAX = 16 * 1024;

  private static final Pattern LINE = Pattern.compile("[ -~]+");

  private SecretFile() {}

  /**
   * Returns the line of the file, without white space around it.
   *
   * @throws IllegalArgumentException if it cannot be read or is not one line of visible ASCII; the
   *     message is for people and does not show it
   */
  static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX + 1);
      String line = new String(octets, StandardCharsets.ISO_8859_1).strip();
      if (octets.length > MAX || !LINE.matcher(line).matches()) {
        throw new IllegalArgumentException(file + " does not hold one line of visible ASCII");
      }
      return line;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("cannot read " + file + ": there is no such file", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
