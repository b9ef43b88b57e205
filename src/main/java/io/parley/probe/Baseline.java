package io.parley.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cases that are known to fail. The file has one address a line, and a note behind it; a line
 * that begins with {@code #} is a comment.
 *
 * @param notes by address
 */
public record Baseline(Map<String, String> notes) {
  /** No failure is known. */
  public static final Baseline EMPTY = new Baseline(Map.of());

  private static final int MAX = 1024 * 1024;

  private static final String HEAD =
      "# Known failures of parley probe: an address a line, then a note. See --baseline.\n";

  public Baseline {
    notes = Map.copyOf(notes);
  }

  /**
   * Reads a file.
   *
   * @param addresses of all cases that exist
   * @throws IOException if it cannot be read, or names a case that does not exist; the message is
   *     for people
   */
  public static Baseline read(Path file, List<String> addresses) throws IOException {
    Map<String, String> notes = new LinkedHashMap<>();
    int number = 0;
    for (String line : text(file).lines().toList()) {
      number++;
      String[] words = line.strip().split("\\s+", 2);
      if (words[0].isEmpty() || words[0].startsWith("#")) {
        continue;
      }
      if (!addresses.contains(words[0])) {
        throw new IOException(
            file + ":" + number + ": no case has the address " + PrintableOctets.brief(words[0]));
      }
      notes.put(words[0], words.length > 1 ? words[1] : "");
    }
    return new Baseline(notes);
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX + 1);
      if (octets.length > MAX) {
        throw new IOException(file + " is larger than 1 MiB");
      }
      return new String(octets, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new IOException("cannot read " + file + ": there is no such file", e);
    }
  }

  /** Writes all failures of a run; those that were known before keep their notes. */
  public String update(Report report) {
    StringBuilder lines = new StringBuilder(HEAD);
    for (CaseResult each : report.failures()) {
      String address = each.subject().address().toString();
      String note =
          notes.getOrDefault(
              address, each.subject().demandLevel() + ": " + each.caseOutcome().why());
      lines.append((address + "  " + note.replaceAll("[\r\n]", " ")).strip()).append('\n');
    }
    return lines.toString();
  }
}
