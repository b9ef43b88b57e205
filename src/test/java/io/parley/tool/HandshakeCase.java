package io.parley.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A case of {@code handshakes.txt}, whose head says how it is written.
 *
 * @param from the standard or the capture that it comes from
 * @param lines the request's, with {@code {host}} in them
 * @param content what follows the request's head
 * @param code of the refusal; empty for none
 * @param fields those that must stand in the answer, as {@code Name: value}, lines joined
 * @param absent the names of those that must not
 */
public record HandshakeCase(
    String name,
    String from,
    List<String> lines,
    String content,
    int status,
    Optional<String> code,
    List<String> fields,
    List<String> absent) {
  private static final List<String> BASE =
      List.of(
          "GET /echo HTTP/1.1",
          "Host: {host}",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13");

  public static List<HandshakeCase> all() {
    try (InputStream file = HandshakeCase.class.getResourceAsStream("/handshakes.txt")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n## ", -1))
          .skip(1)
          .map(String::lines)
          .map(lines -> parse(lines.filter(line -> !line.startsWith("#")).toList()))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static HandshakeCase parse(List<String> text) {
    List<String> request = new ArrayList<>(BASE);
    after("> ", text).forEach(change -> change(request, change.replace("\\t", "\t")));
    String content = String.join("\r\n", after(">>", text).stream().map(String::strip).toList());
    List<String> answer = after("< ", text);
    String[] verdict = answer.get(0).split(" ", 2);
    return new HandshakeCase(
        text.get(0),
        after("from ", text).get(0),
        List.copyOf(request),
        content,
        Integer.parseInt(verdict[0]),
        Arrays.stream(verdict).skip(1).findFirst(),
        answer.stream().skip(1).filter(line -> !line.startsWith("- ")).toList(),
        after("- ", answer));
  }

  private static List<String> after(String mark, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }

  private static void change(List<String> request, String change) {
    if (change.startsWith("+ ")) {
      request.add(change.substring(2));
    } else if (change.startsWith("- ")) {
      request.removeIf(isNamed(change.substring(2)));
    } else if (change.matches("\\S+ \\S+ HTTP/\\d\\.\\d")) {
      request.set(0, change);
    } else {
      String name = change.substring(0, change.indexOf(':'));
      int first = request.indexOf(request.stream().filter(isNamed(name)).findFirst().orElseThrow());
      request.set(first, change);
    }
  }

  private static Predicate<String> isNamed(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return line -> line.toLowerCase(Locale.ROOT).startsWith(start);
  }

  /** The bytes of the request, in ISO 8859-1. */
  public String request(String host) {
    return request(host, "");
  }

  /**
   * The same below a context path.
   *
   * @param context empty for the root
   */
  public String request(String host, String context) {
    return Stream.concat(Stream.of(start(context)), lines.stream().skip(1))
            .collect(Collectors.joining("\r\n", "", "\r\n\r\n"))
            .replace("{host}", host)
        + content;
  }

  private String start(String context) {
    return lines.get(0).replaceFirst("^(\\S+ (?:http://[^/]*)?)/", "$1" + context + "/");
  }

  /** Whether embedded Jetty refuses it before any filter. */
  public boolean isPrefilter() {
    return from.endsWith("prefilter");
  }

  @Override
  public String toString() {
    return name + " (" + from + ")";
  }
}
