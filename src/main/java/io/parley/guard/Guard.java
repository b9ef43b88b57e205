package io.parley.guard;

import io.parley.handshake.Code;
import io.parley.handshake.Offer;
import io.parley.handshake.Policy;
import io.parley.handshake.RuleBook;
import io.parley.handshake.Slot;
import io.parley.handshake.Trace;
import io.parley.handshake.Verdict.Accept;
import io.parley.handshake.Verdict.Refuse;
import io.parley.http.RawTarget;
import io.parley.http.Shown;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Brings the rules, the routes and the free slots together. */
public final class Guard {
  private static final Logger LOG = System.getLogger("io.parley.guard");

  /** Of attempts on paths without a route; empty where those are none of this guard's business. */
  private final Optional<Policy> elsewhere;

  private final List<Route> routes;
  private final Function<String, Slot> slots;

  private record Match(Route route, Map<String, String> parameters) {}

  /**
   * Judges every request of the web application: an attempt on a path without a route is refused.
   *
   * @param elsewhere for paths without a route
   * @param slots whether there is room for a connection from an address
   */
  public Guard(Policy elsewhere, List<Route> routes, Function<String, Slot> slots) {
    this(Optional.of(elsewhere), routes, slots);
  }

  private Guard(Optional<Policy> elsewhere, List<Route> routes, Function<String, Slot> slots) {
    this.elsewhere = elsewhere;
    this.routes = List.copyOf(routes);
    this.slots = slots;
  }

  /** Judges requests on these routes only: all others are somebody else's. */
  public static Guard only(List<Route> routes) {
    return new Guard(Optional.empty(), routes, address -> Slot.FREE);
  }

  /** The same guard before an engine that has no compression. */
  Guard withoutDeflate() {
    List<Route> plain =
        routes.stream().map(route -> route.with(route.policy().withDeflate(false))).toList();
    return new Guard(elsewhere.map(policy -> policy.withDeflate(false)), plain, slots);
  }

  /** A refusal is logged. */
  Judgement judge(Asked asked) {
    Judgement judgement = judge(asked, match(asked.path()));
    if (judgement instanceof Judgement.Refusal refusal) {
      log(asked, refusal.answer());
    }
    return judgement;
  }

  private Judgement judge(Asked asked, Optional<Match> match) {
    Optional<Policy> policy = match.map(found -> found.route().policy()).or(() -> elsewhere);
    if (policy.isEmpty()) {
      return Judgement.PassBy.PASS_BY;
    }
    boolean exclusive = match.isPresent() && !match.get().route().isShared();
    return exclusive || asked.offer().isAttempt()
        ? handshake(asked, match, policy.get())
        : other(asked, policy.get());
  }

  /** Takes the place that was free a moment ago; a refusal where it is gone by now. */
  Judgement admit(Asked asked, Judgement.Upgrade upgrade) {
    Optional<Reception.Reserved> place = upgrade.reception().admit(upgrade.decision());
    if (place.isPresent()) {
      return new Judgement.Upgrade(upgrade.decision().with(place.get()), upgrade.reception());
    }
    Slot slot = slots.apply(asked.address());
    Optional<Match> match = match(asked.path());
    Judgement refusal =
        handshake(
            asked,
            match,
            match.orElseThrow().route().policy(),
            slot == Slot.FREE ? Slot.FULL : slot);
    if (refusal instanceof Judgement.Refusal refused) {
      log(asked, refused.answer());
    }
    return refusal;
  }

  /**
   * The answer to a request that the server refused before it reached the web application; empty
   * where no rule says more than the server's status.
   */
  public Optional<Answer> explain(Asked asked, int status) {
    if (judge(asked) instanceof Judgement.Refusal refusal) {
      return Optional.of(refusal.answer());
    }
    if (status != Code.REQUEST_MALFORMED.status()) {
      return Optional.empty();
    }
    Answer malformed = Answer.malformed(asked);
    log(asked, malformed);
    return Optional.of(malformed);
  }

  private static void log(Asked asked, Answer answer) {
    LOG.log(
        Level.INFO,
        () ->
            String.join(
                " ",
                "refused",
                answer.id(),
                Integer.toString(answer.status()),
                answer.finding().code().map(Code::toString).orElseThrow(),
                Shown.of(asked.offer().method()),
                Shown.of(asked.path()),
                asked.address()));
  }

  private Optional<Match> match(String path) {
    return RawTarget.segments(path).flatMap(this::match);
  }

  private Optional<Match> match(List<String> path) {
    for (Route route : routes) {
      Optional<Map<String, String>> values = route.match(path);
      if (values.isPresent()) {
        return Optional.of(new Match(route, values.get()));
      }
    }
    return Optional.empty();
  }

  private Judgement handshake(Asked asked, Optional<Match> match, Policy policy) {
    return handshake(asked, match, policy, slots.apply(asked.address()));
  }

  private static Judgement handshake(Asked asked, Optional<Match> match, Policy policy, Slot slot) {
    Offer offer = asked.offer().at(match.isPresent(), slot);
    Trace trace = RuleBook.OPENING_HANDSHAKE.judge(offer, policy);
    String id = HandshakeId.next();
    return trace.verdict() instanceof Accept accept
        ? upgrade(id, asked, match.orElseThrow(), accept, trace)
        : new Judgement.Refusal(Answer.of(id, asked, trace));
  }

  private static Judgement other(Asked asked, Policy policy) {
    Trace trace = RuleBook.ANY_REQUEST.judge(asked.offer(), policy);
    return trace.verdict() instanceof Refuse
        ? new Judgement.Refusal(Answer.of(HandshakeId.next(), asked, trace))
        : Judgement.PassBy.PASS_BY;
  }

  private static Judgement upgrade(
      String id, Asked asked, Match match, Accept accept, Trace trace) {
    Decision decision =
        new Decision(
            id,
            asked.address(),
            match.parameters(),
            asked.principal(),
            OpenHouse.INSTANCE,
            accept,
            trace);
    return new Judgement.Upgrade(decision, match.route().reception());
  }
}
