package io.parley.http;

import io.parley.http.Headers.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The received part of a request head that a server could not read to its end. Any sequence of
 * bytes can be parsed.
 *
 * @param method empty where no line was received
 * @param target empty where the line has one word only
 * @param protocol empty where the line names no version
 * @param headers a folded line belongs to the field before it; a line without a colon is a name
 *     without a value
 * @param fault empty where the received part is well-formed
 */
public record RawHead(
    String method, String target, String protocol, Headers headers, Optional<HeadFault> fault) {

  /** Parses the received bytes leniently. Never fails. */
  public static RawHead parse(byte[] bytes) {
    List<HeadLine> lines = lines(new String(bytes, StandardCharsets.ISO_8859_1));
    String start = lines.isEmpty() ? "" : lines.get(0).text();
    int afterMethod = start.indexOf(' ');
    int beforeVersion = start.lastIndexOf(' ');
    boolean versioned =
        beforeVersion > afterMethod
            && start.regionMatches(true, beforeVersion + 1, "HTTP/", 0, "HTTP/".length());
    List<HeadLine> fields = lines.isEmpty() ? List.of() : lines.subList(1, lines.size());
    return new RawHead(
        afterMethod < 0 ? start : start.substring(0, afterMethod),
        afterMethod < 0
            ? ""
            : start.substring(afterMethod + 1, versioned ? beforeVersion : start.length()),
        versioned ? start.substring(beforeVersion + 1) : "",
        headers(fields),
        lines.isEmpty() ? Optional.empty() : HeadChecks.fault(lines.get(0), fields));
  }

  /**
   * The lines before the empty line. Empty lines before the request line are ignored (RFC 9112
   * 2.2).
   */
  private static List<HeadLine> lines(String text) {
    List<HeadLine> lines = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      HeadLine line = HeadLine.of(text.substring(at, end < 0 ? text.length() : end + 1));
      if (line.text().isEmpty() && !lines.isEmpty()) {
        return lines;
      }
      if (!line.text().isEmpty()) {
        lines.add(line);
      }
      at = end < 0 ? text.length() : end + 1;
    }
    return lines;
  }

  private static Headers headers(List<HeadLine> lines) {
    List<Field> fields = new ArrayList<>();
    for (HeadLine line : lines) {
      if (line.isFolded() && !fields.isEmpty()) {
        Field folded = fields.remove(fields.size() - 1);
        fields.add(new Field(folded.name(), folded.value() + " " + line.text().strip()));
      } else {
        fields.add(line.field());
      }
    }
    return Headers.of(fields);
  }
}
