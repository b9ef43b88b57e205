package io.parley.page;

import io.parley.http.TokenList;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A request head that a visitor composed. It is always exactly one head: no part contains a line
 * end, no line is blank, and nothing follows the final blank line.
 *
 * @param stay whether a WebSocket that it opens stays open
 */
record LabRequest(String method, String path, String version, List<String> fields, boolean stay) {
  private static final int MOST_FIELDS = 128;

  /** Without a space, which would shift the parts of the request line. */
  private static final Predicate<String> WORD = Pattern.compile("[!-~]{1,32}").asMatchPredicate();

  private static final Predicate<String> PATH = Pattern.compile("/[!-~]*").asMatchPredicate();

  /**
   * ISO 8859-1 with at least one visible character, since some servers take white space for a blank
   * line.
   */
  private static final Predicate<String> LINE =
      Pattern.compile("(?=.*[!-~])[\\x00-\\xff&&[^\\r\\n]]+", Pattern.DOTALL).asMatchPredicate();

  LabRequest {
    fields = List.copyOf(fields);
  }

  /**
   * Explains in a sentence why it cannot be sent; empty where it can.
   *
   * @param reached whether the lab may ask a path
   */
  Optional<String> objection(Predicate<String> reached) {
    if (!WORD.test(method) || !WORD.test(version)) {
      return Optional.of("method and version have 1 to 32 visible ASCII characters.");
    }
    if (!PATH.test(path) || path.indexOf('#') >= 0 || !reached.test(withoutQuery())) {
      return Optional.of(
          "path is an endpoint's or one where nothing is, in its simplest spelling.");
    }
    return fields.size() <= MOST_FIELDS && fields.stream().allMatch(LINE)
        ? Optional.empty()
        : Optional.of(
            "fields are at most 128 lines of ISO 8859-1, without line ends and none blank.");
  }

  /**
   * Explains why it must not be sent to a container that may have other hosts with other
   * applications.
   *
   * @param host under which the container received the visitor's request
   */
  Optional<String> objectionInContainer(String host) {
    for (String line : fields) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon);
      String value = line.substring(colon + 1).strip();
      boolean token = TokenList.parse(name).valid().equals(Optional.of(List.of(name)));
      if (!token || (name.equalsIgnoreCase("Host") && !value.equalsIgnoreCase(host))) {
        return Optional.of("In a container fields are well-formed, and Host is this server's own.");
      }
    }
    return Optional.empty();
  }

  private String withoutQuery() {
    return path.replaceFirst("\\?.*", "");
  }

  /** The bytes to send. */
  byte[] bytes(String context) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(context).append(path).append(' ').append(version);
    head.append("\r\n");
    fields.forEach(line -> head.append(line).append("\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
