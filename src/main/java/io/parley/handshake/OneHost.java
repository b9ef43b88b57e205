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
    return RULE.judge(offer, policy).stream().anyMatch(OneHost::isRefusal);
  }

  @Override
  public List<Finding> judge(Offer offer, Policy policy) {
    boolean needed =
        offer.isOverHttp11() || offer.headers().has(Field.HOST) || offer.target().isPresent();
    return needed ? List.of(judge(offer)) : List.of();
  }

  /** A target with an authority of its own does not excuse a Host that is wrong. */
  private static Finding judge(Offer offer) {
    Finding field = judge(offer.headers());
    return isRefusal(field)
        ? field
        : offer.target().map(OneHost::target).filter(OneHost::isRefusal).orElse(field);
  }

  private static Finding target(String authority) {
    return judge("The target's host", authority);
  }

  private static boolean isRefusal(Finding finding) {
    return finding.outcome() == Outcome.REFUSED;
  }

  private static Finding judge(Headers headers) {
    List<String> hosts = headers.values(Field.HOST);
    String saw = FieldValues.shown(Field.HOST, headers.joined(Field.HOST));
    return switch (hosts.size()) {
      case 0 -> refused("host", Code.HOST_MISSING, saw, "There was no Host.");
      case 1 -> judge("Host", hosts.get(0));
      default ->
          refused("host", Code.HOST_REPEATED, saw, "There were " + hosts.size() + " Host fields.");
    };
  }

  private static Finding judge(String what, String host) {
    String shown = Shown.of(FieldValues.host(host));
    return Authority.parse(host) instanceof Malformed<Authority> malformed
        ? refused(
            "host",
            Code.HOST_MALFORMED,
            shown,
            what + " was \"" + shown + "\": " + malformed.why() + ".")
        : passed("host", Clause.HOST_FIELD, shown, "There is one Host.");
  }
}
