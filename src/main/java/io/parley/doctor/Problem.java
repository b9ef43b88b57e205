package io.parley.doctor;

import io.parley.probe.PrintableOctets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A refusal that explains itself (RFC 9457).
 *
 * @param code Parley's; empty for others
 * @param advice Parley's; empty for others
 */
record Problem(String code, String title, String detail, String advice) {
  /** Possessive quantifiers: the time for a peer's body must be linear in its length. */
  private static final Pattern FIELD =
      Pattern.compile("\"(code|title|detail|advice)\"\\s*+:\\s*+\"((?:[^\"\\\\]|\\\\.)*+)\"");

  private static final List<String> PROXY =
      List.of(
          "upgrade-required",
          "connection-without-upgrade",
          "http-version-old",
          "key-missing",
          "version-missing",
          "content-not-allowed",
          "extensions-malformed");
  private static final List<String> APPLICATION =
      List.of(
          "origin-not-allowed",
          "draining",
          "full",
          "too-many",
          "too-many-of-user",
          "authentication-unavailable");

  /** Reads the first of each field; empty where the answer is no problem document. */
  static Optional<Problem> of(Answer answer) {
    if (!answer.field("Content-Type").contains("problem+json")) {
      return Optional.empty();
    }
    Map<String, String> fields = new java.util.HashMap<>();
    for (MatchResult field : FIELD.matcher(answer.body()).results().toList()) {
      fields.putIfAbsent(field.group(1), text(field.group(2)));
    }
    return Optional.of(
        new Problem(
            fields.getOrDefault("code", ""),
            fields.getOrDefault("title", ""),
            fields.getOrDefault("detail", ""),
            fields.getOrDefault("advice", "")));
  }

  private static String text(String json) {
    return json.replace("\\\"", "\"").replace("\\/", "/").replace("\\\\", "\\");
  }

  /** The party that Parley's code accuses; empty for the problem of another server. */
  Optional<Party> party() {
    if (code.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        PROXY.contains(code)
            ? Party.PROXY
            : APPLICATION.contains(code) ? Party.APPLICATION : Party.REQUEST);
  }

  /** Its title and detail in one sentence. */
  String cause() {
    return PrintableOctets.brief(title) + ": " + shown(detail);
  }

  /** Lines of advice. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!advice.isEmpty()) {
      lines.add(shown(advice));
    }
    return lines;
  }

  /** Whole sentences are longer than a line of the peer may be. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int at = 0; at < Math.min(text.length(), 500); at += PrintableOctets.MAX_LINE) {
      int end = Math.min(text.length(), at + PrintableOctets.MAX_LINE);
      shown.append(PrintableOctets.brief(text.substring(at, end)));
    }
    return shown.toString();
  }
}
