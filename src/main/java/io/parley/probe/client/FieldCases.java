package io.parley.probe.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The fields of the answer, as HTTP lets them be written (RFC 9110 5). */
final class FieldCases {
  private FieldCases() {}

  /** Field Names. */
  static ClientSection names() {
    return ClientSection.of("rfc9110", "5.1", "Field Names")
        .mustOpen("write the field names in lower case", naming(n -> n.toLowerCase(Locale.ROOT)))
        .mustOpen("write the field names in upper case", naming(n -> n.toUpperCase(Locale.ROOT)))
        .mustOpen("write the field names in mixed case", naming(FieldCases::mixed))
        .shouldOpen(
            "add fields that nobody knows",
            a -> a.opening("X-Parley: 1").and("Parley-Unknown", "a; b=\"c, d\"").line("x: "))
        .shouldOpen(
            "add Server, Date, Set-Cookie and Strict-Transport-Security",
            a ->
                a.opening("Server: parley")
                    .and("Date", "Sun, 22 Nov 2026 00:00:00 GMT")
                    .and("Set-Cookie", "a=b; Path=/")
                    .and("Set-Cookie", "c=d")
                    .and("Strict-Transport-Security", "max-age=1"));
  }

  /** Field Order. */
  static ClientSection order() {
    return ClientSection.of("rfc9110", "5.3", "Field Order")
        .mustOpen("write the fields in reverse order", FieldCases::reversed)
        .shouldOpen(
            "write Connection in two lines",
            a -> a.with("Connection", "keep-alive").and("Connection", "Upgrade"))
        .mustOpen("write the accept value first", FieldCases::acceptFirst);
  }

  /** Field Limits. */
  static ClientSection limits() {
    return ClientSection.of("rfc9110", "5.4", "Field Limits")
        .best(
            "add a field of 4 KiB",
            "open the connection",
            ClientScript.conversing(a -> a.opening("X-Parley: " + "x".repeat(4096))),
            ClientExpectation.opens())
        .best(
            "add 60 fields",
            "open the connection",
            ClientScript.conversing(FieldCases::many),
            ClientExpectation.opens())
        .best(
            "send a field that does not end in 4 MiB",
            "give up",
            dialog -> HugeHead.line(dialog),
            ClientExpectation.fails())
        .best(
            "send fields without end, 4 MiB of them",
            "give up",
            dialog -> HugeHead.lines(dialog),
            ClientExpectation.fails());
  }

  /** Field Values. */
  static ClientSection values() {
    return ClientSection.of("rfc9110", "5.5", "Field Values")
        .mustOpen("write no space before the values", a -> a.saying(spaced(a, "", "")))
        .mustOpen("put tabs and spaces around the values", a -> a.saying(spaced(a, " \t ", "\t ")))
        .shouldOpen(
            "add an unknown field with octets above 127", a -> a.opening("X-Parley: \u00e9\u00ff"))
        .mustFail("put a NUL into Upgrade", a -> a.with("Upgrade", "web\0socket"))
        .mustFail("put a NUL into Connection", a -> a.with("Connection", "Up\0grade"))
        .mustFail(
            "put a NUL into the accept value",
            a -> a.with(ServerAnswer.ACCEPT, a.accept().replaceFirst("^(.{9})", "$1\0")))
        .mustFail(
            "put a NUL into the name Upgrade",
            a -> a.without("Upgrade").opening("Upgr\0ade: websocket"));
  }

  /** Recipient Requirements of Lists. */
  static ClientSection lists() {
    return ClientSection.of("rfc9110", "5.6.1.2", "Recipient Requirements of Lists")
        .shouldOpen(
            "put empty elements into Connection",
            a -> a.with("Connection", ", Upgrade, ,keep-alive,"));
  }

  private static UnaryOperator<ServerAnswer> naming(UnaryOperator<String> change) {
    return a ->
        a.saying(
            a.lines().stream()
                .map(
                    line -> {
                      int colon = line.indexOf(':');
                      return change.apply(line.substring(0, colon)) + line.substring(colon);
                    })
                .toList());
  }

  private static String mixed(String name) {
    StringBuilder mixed = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      mixed.append(i % 2 == 0 ? Character.toLowerCase(c) : Character.toUpperCase(c));
    }
    return mixed.toString();
  }

  private static ServerAnswer reversed(ServerAnswer answer) {
    List<String> lines = new ArrayList<>(answer.lines());
    Collections.reverse(lines);
    return answer.saying(lines);
  }

  private static ServerAnswer acceptFirst(ServerAnswer answer) {
    return answer
        .without(ServerAnswer.ACCEPT)
        .opening(ServerAnswer.ACCEPT + ": " + answer.accept());
  }

  private static ServerAnswer many(ServerAnswer answer) {
    ServerAnswer all = answer;
    for (int i = 0; i < 60; i++) {
      all = all.opening("X-Parley-" + i + ": " + i);
    }
    return all;
  }

  private static List<String> spaced(ServerAnswer answer, String before, String after) {
    return answer.lines().stream()
        .map(line -> line.replaceFirst(": ", ":" + before) + after)
        .toList();
  }
}
