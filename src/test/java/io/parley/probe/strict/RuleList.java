package io.parley.probe.strict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Rules in their order; a flaw removes one or adds one. */
final class RuleList {
  private record Rule(Predicate<Head> broken, Refusal refusal) {}

  private final Set<Flaw> flaws;
  private final String origin;
  private final List<Rule> rules = new ArrayList<>();

  RuleList(Set<Flaw> flaws, String origin) {
    this.flaws = flaws;
    this.origin = origin;
  }

  /** All rules of a server whose pages have that origin. */
  static RuleList all(Set<Flaw> flaws, String origin) {
    RuleList all = new RuleList(flaws, origin);
    new MessageRules(all).add();
    new HandshakeRules(all).add();
    new Whims(all).add();
    return all;
  }

  Optional<Refusal> judge(Head head) {
    return rules.stream().filter(r -> r.broken().test(head)).map(Rule::refusal).findFirst();
  }

  void unless(Flaw flaw, Predicate<Head> broken, Refusal refusal) {
    if (!has(flaw)) {
      always(broken, refusal);
    }
  }

  void where(Flaw flaw, Predicate<Head> broken) {
    if (has(flaw)) {
      always(broken, Refusal.of(400));
    }
  }

  void breaks(Flaw flaw, Predicate<Head> on) {
    if (has(flaw)) {
      always(on, Refusal.of(500));
    }
  }

  void always(Predicate<Head> broken, Refusal refusal) {
    rules.add(new Rule(broken, refusal));
  }

  void first(Predicate<Head> broken, Refusal refusal) {
    rules.add(0, new Rule(broken, refusal));
  }

  boolean has(Flaw flaw) {
    return flaws.contains(flaw);
  }

  boolean hasNone(Set<Flaw> some) {
    return Collections.disjoint(flaws, some);
  }

  String authority() {
    return origin.replaceFirst(".*//", "");
  }

  /** {@code http} or {@code https}. */
  String scheme() {
    return origin.replaceFirst(":.*", "");
  }
}
