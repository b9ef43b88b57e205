package io.parley.guard;

import io.parley.guard.Routes.Match;
import io.parley.handshake.Code;
import io.parley.handshake.DeflateSupport;
import io.parley.handshake.Offer;
import io.parley.handshake.PathMatch;
import io.parley.handshake.Policy;
import io.parley.handshake.RuleBook;
import io.parley.handshake.Slot;
import io.parley.handshake.Trace;
import io.parley.handshake.Verdict.Accept;
import io.parley.handshake.Verdict.Refuse;
import io.parley.http.EffectiveRequest;
import io.parley.http.TrustedProxies;
import io.parley.journal.Entry;
import io.parley.journal.RequestRedaction;
import io.parley.journal.Witness;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Brings the rules, the routes and the free slots together. */
public final class Guard {
  private static final String FRAGMENT = "The target of the request holds a #.";

  /** Of attempts on paths without a route; empty where those are none of this guard's business. */
  private final Optional<Policy> elsewhere;

  private final Routes routes;
  private final Function<String, Slot> slots;

  /** Whether one more client's compression window may be kept. */
  private final BooleanSupplier windows;

  private final TrustedProxies proxies;
  private final Witness witness;
  private final RequestRedaction words;

  /**
   * Judges every request of the web application: an attempt on a path without a route is refused.
   *
   * @param elsewhere for paths without a route
   * @param slots whether there is room for a connection from an address
   */
  public Guard(Policy elsewhere, List<Route> routes, Function<String, Slot> slots) {
    this(
        Optional.of(elsewhere),
        new Routes(routes),
        slots,
        () -> true,
        TrustedProxies.NONE,
        Witness.none());
  }

  private Guard(
      Optional<Policy> elsewhere,
      Routes routes,
      Function<String, Slot> slots,
      BooleanSupplier windows,
      TrustedProxies proxies,
      Witness witness) {
    this.elsewhere = elsewhere;
    this.routes = routes;
    this.slots = slots;
    this.windows = windows;
    this.proxies = proxies;
    this.witness = witness;
    this.words = routes.words();
  }

  /** Judges requests on these routes only: all others are somebody else's. */
  public static Guard only(List<Route> routes) {
    return new Guard(
        Optional.empty(),
        new Routes(routes),
        address -> Slot.FREE,
        () -> true,
        TrustedProxies.NONE,
        Witness.none());
  }

  /**
   * The same guard; the witness hears of each handshake and each refusal before its answer goes.
   */
  public Guard watchedBy(Witness other) {
    return new Guard(elsewhere, routes, slots, windows, proxies, Witness.all(other));
  }

  /** The same guard; it believes what these proxies say of their clients. */
  public Guard behind(TrustedProxies others) {
    return new Guard(elsewhere, routes, slots, windows, others, witness);
  }

  /** The paths of all endpoints, as they were registered. */
  public List<String> paths() {
    return routes.paths();
  }

  /** Whether an endpoint stands at a path, which is below the context path and as it was sent. */
  public boolean hasEndpoint(String path) {
    return routes.match(path).isPresent();
  }

  /**
   * The same guard; where it is asked, and says no, no further client's compression window is kept.
   *
   * @param other whether one more may be
   */
  public Guard keepingWindows(BooleanSupplier other) {
    return new Guard(elsewhere, routes, slots, other, proxies, witness);
  }

  /** The same guard before an engine. */
  Guard on(DeflateSupport engine) {
    Optional<Policy> fitted = elsewhere.map(policy -> Routes.on(engine, policy));
    return new Guard(fitted, routes.on(engine), slots, windows, proxies, witness);
  }

  /** What the trusted proxies say of a request, and it says itself. */
  EffectiveRequest effective(Asked received) {
    return received.behind(proxies).effective();
  }

  /** A place is taken for an upgrade; the witness hears of it, and a refusal is logged. */
  Judgement judge(Asked received) {
    Asked asked = received.behind(proxies);
    Arrival arrival = Arrival.now(asked);
    Optional<Match> match = routes.match(asked.plainPath());
    Judgement judgement = admit(asked, match, judge(asked, match));
    RequestRedaction redaction = words.at(asked.context(), match.isPresent());
    if (judgement instanceof Judgement.Refusal refusal) {
      refuse(arrival, refusal.answer(), redaction);
    } else if (judgement instanceof Judgement.Upgrade upgrade) {
      witness.judged(arrival.accepted(upgrade.decision(), redaction));
    }
    return judgement;
  }

  private void refuse(Arrival arrival, Answer answer, RequestRedaction redaction) {
    Entry entry = arrival.refused(answer, redaction);
    witness.judged(entry);
    RefusalLog.note(entry, redaction.path(arrival.asked().path()));
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
  private Judgement admit(Asked asked, Optional<Match> match, Judgement judgement) {
    if (!(judgement instanceof Judgement.Upgrade upgrade)) {
      return judgement;
    }
    Optional<Reception.Reserved> place = upgrade.reception().admit(upgrade.decision());
    if (place.isPresent()) {
      return upgrade.to(place.get());
    }
    Policy policy = match.orElseThrow().route().policy();
    if (upgrade.decision().keepsClientContext()) { // It may be only the window that is gone.
      return admit(asked, match, handshake(asked, match, withoutWindow(policy)));
    }
    Slot slot = slots.apply(asked.address());
    return handshake(asked, match, policy, slot == Slot.FREE ? Slot.FULL : slot);
  }

  /**
   * The answer to a request that the server refused before it reached the web application; empty
   * where no rule says more than the server's status.
   */
  public Optional<Answer> explain(Asked received, int status) {
    Asked asked = received.behind(proxies);
    Arrival arrival = Arrival.now(asked);
    Optional<Match> match = routes.match(asked.plainPath());
    Optional<Answer> answer = explain(asked, match, status);
    RequestRedaction redaction = words.at(asked.context(), match.isPresent());
    answer.ifPresent(refused -> refuse(arrival, refused, redaction));
    return answer;
  }

  private Optional<Answer> explain(Asked asked, Optional<Match> match, int status) {
    if (asked.hasOtherScheme()) {
      return Optional.of(Answer.unread(asked, Code.REQUEST_MALFORMED, Asked.OTHER_SCHEME));
    }
    return judge(asked, match) instanceof Judgement.Refusal refusal
        ? Optional.of(refusal.answer())
        : Answer.unread(asked, status);
  }

  /** The answer to a request whose head the server did not read to its end. */
  public Answer explain(UnreadRequest unread) {
    Asked asked = unread.asked().behind(proxies);
    Arrival arrival = Arrival.now(asked);
    Answer answer = Answer.of(HandshakeId.next(), asked, unread.trace());
    refuse(arrival, answer, words.at(asked.context(), hasEndpoint(asked.plainPath())));
    return answer;
  }

  private Judgement handshake(Asked asked, Optional<Match> match, Policy policy) {
    return handshake(asked, match, policy, slots.apply(asked.address()));
  }

  private Judgement handshake(Asked asked, Optional<Match> match, Policy policy, Slot slot) {
    Offer offer = asked.offer().at(pathMatch(asked, match), slot);
    Policy now = windows.getAsBoolean() ? policy : withoutWindow(policy);
    Trace judged = RuleBook.OPENING_HANDSHAKE.judge(offer, now);
    Trace trace =
        asked.hasFragment() ? judged.refusedFor(Code.FRAGMENT_IN_TARGET, FRAGMENT) : judged;
    String id = HandshakeId.next();
    return trace.verdict() instanceof Accept accept
        ? upgrade(id, asked, match.orElseThrow(), accept, trace)
        : new Judgement.Refusal(Answer.of(id, asked, trace));
  }

  private PathMatch pathMatch(Asked asked, Optional<Match> match) {
    return match.isPresent()
        ? PathMatch.KNOWN
        : new NearestPath(routes.all(), asked.context()).of(asked.plainPath());
  }

  private static Policy withoutWindow(Policy policy) {
    return policy.withDeflate(policy.deflate().withoutClientContext());
  }

  private static Judgement other(Asked asked, Policy policy) {
    Trace trace = RuleBook.ANY_REQUEST.judge(asked.offer(), policy);
    return trace.verdict() instanceof Refuse
        ? new Judgement.Refusal(Answer.of(HandshakeId.next(), asked, trace))
        : Judgement.PassBy.PASS_BY;
  }

  private Judgement upgrade(String id, Asked asked, Match match, Accept accept, Trace trace) {
    Decision decision =
        new Decision(
            id,
            asked.address(),
            match.parameters(),
            asked.principal(),
            OpenHouse.INSTANCE,
            accept,
            trace,
            witness);
    return new Judgement.Upgrade(decision, match.route().reception());
  }
}
