package io.parley.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hides the secrets of a run wherever octets are shown, also where the server sends them back. An
 * asterisk replaces each character, so that lengths in messages and frames stay right.
 */
final class SecretMask {
  private static final Set<String> FIELDS =
      Set.of("authorization", "proxy-authorization", "cookie", "x-api-key");

  /** A shorter value is hidden in its own field only: elsewhere it stands by chance. */
  private static final int SHORTEST = 6;

  private final List<Pattern> secrets;

  private SecretMask(List<Pattern> secrets) {
    this.secrets = secrets;
  }

  static SecretMask of(List<FieldLine> fields) {
    List<Pattern> secrets = new ArrayList<>();
    fields.stream().filter(SecretMask::isSecret).map(SecretMask::field).forEach(secrets::add);
    fields.stream()
        .filter(SecretMask::isSecret)
        .flatMap(field -> parts(field.value()))
        .filter(part -> part.length() >= SHORTEST)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .map(part -> Pattern.compile("(" + Pattern.quote(part) + ")"))
        .forEach(secrets::add);
    return new SecretMask(List.copyOf(secrets));
  }

  private static boolean isSecret(FieldLine field) {
    return FIELDS.contains(field.name().toLowerCase(Locale.ROOT));
  }

  private static Pattern field(FieldLine field) {
    return Pattern.compile(
        "(?im)^" + Pattern.quote(field.name()) + ":[ \t]*(" + Pattern.quote(field.value()) + ")");
  }

  /** The value, and what a server may send back alone: a token, or a cookie's value. */
  private static Stream<String> parts(String value) {
    Stream<String> words = Arrays.stream(value.split("[ ;,]+", -1));
    return Stream.concat(
        Stream.of(value),
        words.flatMap(word -> Stream.of(word, word.substring(word.indexOf('=') + 1))));
  }

  String of(String octets) {
    String hidden = octets;
    for (Pattern secret : secrets) {
      hidden = hide(hidden, secret);
    }
    return hidden;
  }

  private static String hide(String octets, Pattern secret) {
    Matcher found = secret.matcher(octets);
    StringBuilder hidden = new StringBuilder(octets);
    while (found.find()) {
      hidden.replace(found.start(1), found.end(1), "*".repeat(found.end(1) - found.start(1)));
    }
    return hidden.toString();
  }

  Exchange of(Exchange exchange) {
    return new Exchange(
        of(exchange.wireProtocol()),
        of(exchange.probeRequest()),
        of(exchange.sent()),
        of(exchange.received()),
        exchange.connectionState(),
        exchange.failure());
  }

  /** A protocol may decode what is masked only then, such as a field that HTTP/2 compresses. */
  private WireProtocol of(WireProtocol protocol) {
    return new WireProtocol(
        protocol.alpn(), octets -> protocol.lines().apply(octets).stream().map(this::of).toList());
  }

  private ProbeRequest of(ProbeRequest probeRequest) {
    return probeRequest.saying(probeRequest.lines().stream().map(this::of).toList());
  }

  FieldLine of(FieldLine field) {
    return isSecret(field)
        ? new FieldLine(field.name(), "*".repeat(field.value().length()))
        : field;
  }

  CaseOutcome of(CaseOutcome caseOutcome) {
    return caseOutcome.isFailed() ? CaseOutcome.failed(of(caseOutcome.why())) : caseOutcome;
  }
}
