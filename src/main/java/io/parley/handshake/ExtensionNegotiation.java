package io.parley.handshake;

import io.parley.handshake.PerMessageDeflate.Objection;
import io.parley.http.Parameterized;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of an extension negotiation. The first offer that the server can accept is chosen.
 *
 * @param answers one for each offer that was read, in their order
 */
record ExtensionNegotiation(List<Answer> answers) {
  /** Further offers are ignored: a field of 8 KiB could hold 4,000, with one finding each. */
  private static final int MOST_OFFERS = 32;

  /** The outcome of one offer. */
  sealed interface Answer {
    Parameterized offer();

    record Chosen(Parameterized offer, AcceptedExtension accepted) implements Answer {}

    record Declined(Parameterized offer, Objection objection) implements Answer {}

    /** An earlier offer was chosen. */
    record Ignored(Parameterized offer) implements Answer {}
  }

  static ExtensionNegotiation of(List<Parameterized> offers, DeflateSupport support) {
    List<Answer> answers = new ArrayList<>(offers.size());
    boolean chosen = false;
    for (Parameterized offer : offers.subList(0, Math.min(MOST_OFFERS, offers.size()))) {
      Answer answer = chosen ? new Answer.Ignored(offer) : answer(offer, support);
      chosen |= answer instanceof Answer.Chosen;
      answers.add(answer);
    }
    return new ExtensionNegotiation(List.copyOf(answers));
  }

  private static Answer answer(Parameterized offer, DeflateSupport support) {
    return PerMessageDeflate.objection(offer, support)
        .<Answer>map(objection -> new Answer.Declined(offer, objection))
        .orElseGet(() -> new Answer.Chosen(offer, PerMessageDeflate.answer(offer, support)));
  }

  /** The chosen extension; empty where no offer can be accepted. */
  Optional<AcceptedExtension> accepted() {
    for (Answer answer : answers) {
      if (answer instanceof Answer.Chosen chosen) {
        return Optional.of(chosen.accepted());
      }
    }
    return Optional.empty();
  }
}
