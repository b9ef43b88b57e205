package io.parley.page;

import io.parley.http.TokenList;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A request head composed by hand. Whatever is in it, it is one head: no part holds a line end, no
 * line is blank, and nothing follows the blank line at its end.
 *
 * @param path without the context path, with its query
 * @param fields lines
 */
record LabRequest(String method, String path, String version, List<String> fields) {
  private static final int MOST_FIELDS = 128;

  /** No blank either: it would move the borders of the request line. */
  private static final Predicate<String> WORD = Pattern.compile("[!-~]{1,32}").asMatchPredicate();

  private static final Predicate<String> PATH = Pattern.compile("/[!-~]*").asMatchPredicate();

  /**
   * ISO 8859-1 with something to see in it, since some servers take white space for a blank line.
   */
  private static final Predicate<String> LINE =
      Pattern.compile("(?=.*[!-~])[\\x00-\\xff&&[^\\r\\n]]+", Pattern.DOTALL).asMatchPredicate();

  LabRequest {
    fields = List.copyOf(fields);
  }

  /**
   * Why it cannot be sent, in a sentence; empty where it can.
   *
   * @param endpoint whether one stands at a path
   */
  Optional<String> objection(Predicate<String> endpoint) {
    if (!WORD.test(method) || !WORD.test(version)) {
      return Optional.of("method and version have 1 to 32 visible ASCII characters.");
    }
    if (!PATH.test(path) || path.indexOf('#') >= 0 || !endpoint.test(withoutQuery())) {
      return Optional.of("path is the path of an endpoint, with any query.");
    }
    return fields.size() <= MOST_FIELDS && fields.stream().allMatch(LINE)
        ? Optional.empty()
        : Optional.of(
            "fields are at most 128 lines of ISO 8859-1, without line ends and none blank.");
  }

  /**
   * Why it must not be sent to a container that may have other hosts, each with applications of its
   * own.
   *
   * @param host that the container took us for
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

  /** The bytes that go out. */
  byte[] bytes(String context) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(context).append(path).append(' ').append(version);
    head.append("\r\n");
    fields.forEach(line -> head.append(line).append("\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
