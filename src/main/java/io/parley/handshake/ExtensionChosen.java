package io.parley.handshake;

import io.parley.http.Parameterized;
import io.parley.spec.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Row 15: the first offer that can be met is chosen, the others are not. */
final class ExtensionChosen implements Rule {
  static final String NAME = "extension";

  /** More offers are not looked at: a field of 8 KiB could hold 4,000, a finding each. */
  private static final int OFFERS = 32;

  private static final String KEPT = " The client's window is kept between its messages.";

  @Override
  public List<Finding> judge(Offer offer, Policy policy) {
    return ExtensionsWellFormed.parse(offer.headers().joined(Field.EXTENSIONS))
        .valid()
        .map(offers -> judge(offers, policy))
        .orElse(List.of());
  }

  private static List<Finding> judge(List<Parameterized> offers, Policy policy) {
    List<Finding> findings = new ArrayList<>(offers.size());
    boolean chosen = false;
    for (Parameterized offer : offers.subList(0, Math.min(OFFERS, offers.size()))) {
      Finding finding = chosen ? ignored(offer) : judge(offer, policy);
      chosen |= finding.outcome() == Outcome.CHOSEN;
      findings.add(finding);
    }
    return findings;
  }

  private static Finding judge(Parameterized offer, Policy policy) {
    return Deflate.objection(offer, policy.deflate())
        .map(why -> Finding.declined(NAME, why.code(), shown(offer), why.detail()))
        .orElseGet(() -> chosen(offer, Deflate.answer(offer, policy.deflate())));
  }

  private static Finding chosen(Parameterized offer, AcceptedExtension answer) {
    String detail = "Chosen: " + answer + "." + (answer.keepsClientContext() ? KEPT : "");
    return Finding.chosen(NAME, Clause.DEFLATE_SERVER_TAKEOVER, shown(offer), detail);
  }

  private static Finding ignored(Parameterized offer) {
    return Finding.ignored(
        NAME, Clause.EXTENSION_ORDER, shown(offer), "An earlier offer was chosen.");
  }

  private static String shown(Parameterized offer) {
    return FieldValues.shown(Field.EXTENSIONS, offer.toString());
  }

  /** For an offer that was not refused. */
  static Optional<AcceptedExtension> choose(Offer offer, Policy policy) {
    return Parameterized.parseList(offer.headers().joined(Field.EXTENSIONS))
        .valid()
        .flatMap(offers -> choose(offers, policy.deflate()));
  }

  static Optional<AcceptedExtension> choose(List<Parameterized> offers, DeflateSupport support) {
    return offers.stream()
        .limit(OFFERS)
        .filter(offer -> Deflate.objection(offer, support).isEmpty())
        .findFirst()
        .map(offer -> Deflate.answer(offer, support));
  }
}
