package io.parley.http;

import io.parley.http.HeadFault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the first fault of a request head, line by line. */
final class HeadChecks {
  private static final Pattern WORDS = Pattern.compile("([^ ]+) (.+) ([^ ]+)", Pattern.DOTALL);
  private static final Pattern TARGET = Pattern.compile("[!-~\u0080-\u00ff]+");

  /** {@code ContentType.handshake} and the major version of TLS (RFC 8446 5.1). */
  private static final String TLS = "\u0016\u0003";

  private HeadChecks() {}

  static Optional<HeadFault> fault(HeadLine start, List<HeadLine> fields) {
    Optional<HeadFault> fault = requestLine(start);
    for (HeadLine line : fields) {
      fault = fault.or(() -> field(line));
    }
    return fault.or(() -> contentLength(fields));
  }

  private static Optional<HeadFault> requestLine(HeadLine line) {
    String text = line.text();
    if (text.startsWith(TLS)) {
      return start(text, "It looks like TLS, which this port does not speak: use http or ws.");
    }
    if (text.startsWith(" ") || text.startsWith("\t")) {
      return start(text, "The request begins with white space.");
    }
    Optional<HeadFault> bad =
        ending(line).map(detail -> new HeadFault(Kind.REQUEST_LINE, "", detail));
    return bad.isPresent() || line.isCut() ? bad : words(text);
  }

  private static Optional<HeadFault> words(String text) {
    if (text.indexOf('\t') >= 0) {
      return start("", "A tab stands in the request line, where one space separates its words.");
    }
    if (text.endsWith(" ")) {
      return start("", "The request line ends in a space.");
    }
    Matcher words = WORDS.matcher(text);
    if (!words.matches()) {
      return Optional.of(
          new HeadFault(Kind.OLD_VERSION, "", "The request line names no version of HTTP."));
    }
    if (!words.group(1).chars().allMatch(c -> Token.isPart((char) c))) {
      return start(words.group(1), "The method is no token.");
    }
    if (!words.group(3).matches("HTTP/[0-9]\\.[0-9]")) {
      // Another word may be a part of the target, and secret.
      String version = words.group(3).regionMatches(true, 0, "HTTP", 0, 4) ? words.group(3) : "";
      return start(version, "The version is not HTTP/1.1, or is not spelled so.");
    }
    if (!words.group(3).startsWith("HTTP/1.")) {
      return start(words.group(3), "This version of HTTP begins with another request line.");
    }
    return TARGET.matcher(words.group(2)).matches()
        ? Optional.empty()
        : start("", "The target has a space or a control character in it.");
  }

  private static Optional<HeadFault> start(String saw, String detail) {
    return Optional.of(new HeadFault(Kind.REQUEST_LINE, saw, detail));
  }

  private static Optional<HeadFault> field(HeadLine line) {
    String name = line.beforeColon();
    String token = line.field().name();
    boolean colon = name.length() < line.text().length();
    if (line.isFolded()) {
      return field("", "A field is folded over more than one line.");
    }
    if (colon && name.stripTrailing().equals(token) && !name.equals(token)) {
      return field(name + ":", "White space stands between a field's name and its colon.");
    }
    if (colon && !name.equals(token)) {
      return field(token, "A field's name is no token.");
    }
    if (!colon && !line.isCut()) {
      return field(token, "A field has no colon.");
    }
    return colon && token.isEmpty()
        ? field(":", "A field has no name.")
        : ending(line).flatMap(detail -> field(token + (colon ? ":" : ""), detail));
  }

  private static Optional<HeadFault> field(String saw, String detail) {
    return Optional.of(new HeadFault(Kind.FIELD_LINE, saw, detail));
  }

  /** Finds a character that no line may have. An LF alone also ends a line (RFC 9112 2.2). */
  private static Optional<String> ending(HeadLine line) {
    String text = line.isCut() && line.text().endsWith("\r") ? cut(line.text()) : line.text();
    if (text.indexOf('\0') >= 0) {
      return Optional.of("A line has a NUL in it.");
    }
    if (text.indexOf('\r') >= 0) {
      return Optional.of("A line has a CR that no LF follows.");
    }
    if (text.chars().anyMatch(c -> c != '\t' && (c < ' ' || c == 0x7f))) {
      return Optional.of("A line has a control character in it.");
    }
    return Optional.empty();
  }

  private static String cut(String text) {
    return text.substring(0, text.length() - 1);
  }

  private static Optional<HeadFault> contentLength(List<HeadLine> lines) {
    List<String> lengths = values(lines, "Content-Length");
    List<String> codings = values(lines, "Transfer-Encoding");
    if (!lengths.isEmpty() && !codings.isEmpty()) {
      return length("Content-Length and Transfer-Encoding contradict each other.");
    }
    if (lengths.size() > 1) {
      return length("Content-Length stands more than once.");
    }
    if (lengths.stream().anyMatch(length -> !length.matches("[0-9]{1,18}"))) {
      return length("Content-Length is no number of bytes.");
    }
    return codings.isEmpty() || endsInOneChunked(String.join(",", codings))
        ? Optional.empty()
        : length("Transfer-Encoding does not end in one chunked.");
  }

  private static boolean endsInOneChunked(String codings) {
    String[] all = codings.split(",", -1);
    for (int at = 0; at < all.length; at++) {
      if (all[at].strip().equalsIgnoreCase("chunked")) {
        return at == all.length - 1;
      }
    }
    return false;
  }

  private static Optional<HeadFault> length(String detail) {
    return Optional.of(new HeadFault(Kind.CONTENT_LENGTH, "", detail));
  }

  private static List<String> values(List<HeadLine> lines, String name) {
    List<String> values = new ArrayList<>();
    for (HeadLine line : lines) {
      Headers.Field field = line.field();
      if (!line.isCut() && field.isNamed(name)) {
        values.add(field.value());
      }
    }
    return values;
  }
}
