package io.parley.handshake;

import static io.parley.handshake.Finding.passed;
import static io.parley.handshake.Finding.refused;

import io.parley.http.Authority;
import io.parley.http.Headers;
import io.parley.http.Parsed.Malformed;
import io.parley.http.Shown;
import io.parley.spec.Clause;
import java.util.List;

/** Row 5: one well-formed Host. HTTP/1.0 may leave it out, HTTP/2 has :authority. */
final class OneHost implements Rule {
  private static final OneHost RULE = new OneHost();

  static boolean refuses(Offer offer, Policy policy) {
    return RULE.judge(offer, policy).stream()
        .anyMatch(finding -> finding.outcome() == Outcome.REFUSED);
  }

  @Override
  public List<Finding> judge(Offer offer, Policy policy) {
    boolean needed = offer.isOverHttp11() || offer.headers().has(Field.HOST);
    return needed ? List.of(judge(offer.headers())) : List.of();
  }

  private static Finding judge(Headers headers) {
    List<String> hosts = headers.values(Field.HOST);
    String saw = headers.joined(Field.HOST);
    return switch (hosts.size()) {
      case 0 -> refused("host", Code.HOST_MISSING, saw, "There was no Host.");
      case 1 -> judge(saw);
      default ->
          refused("host", Code.HOST_REPEATED, saw, "There were " + hosts.size() + " Host fields.");
    };
  }

  private static Finding judge(String host) {
    return Authority.parse(host) instanceof Malformed<Authority> malformed
        ? refused(
            "host",
            Code.HOST_MALFORMED,
            host,
            "Host was \"" + Shown.of(host) + "\": " + malformed.why() + ".")
        : passed("host", Clause.HOST_FIELD, host, "There is one Host.");
  }
}
