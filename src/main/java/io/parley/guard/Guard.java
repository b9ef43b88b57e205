package io.parley.guard;

import io.parley.guard.Routes.Match;
import io.parley.handshake.AdmissionStatus;
import io.parley.handshake.ClientHandshake;
import io.parley.handshake.DeflateSupport;
import io.parley.handshake.PathMatch;
import io.parley.handshake.Policy;
import io.parley.handshake.ProblemCode;
import io.parley.handshake.RuleBook;
import io.parley.handshake.Trace;
import io.parley.handshake.Verdict.Accept;
import io.parley.handshake.Verdict.Refuse;
import io.parley.http.EffectiveRequest;
import io.parley.http.TrustedProxies;
import io.parley.journal.HandshakeListener;
import io.parley.journal.HandshakeRecord;
import io.parley.journal.RequestRedaction;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Judges requests by the rules, the routes and the admission status. */
public final class Guard {
  private static final String FRAGMENT = "The target of the request holds a #.";

  /** The policy for attempts on paths without a route; empty where the guard ignores those. */
  private final Optional<Policy> elsewhere;

  private final Routes routes;
  private final Function<String, AdmissionStatus> slots;

  /** Whether one more client's compression window may be kept. */
  private final BooleanSupplier windows;

  private final TrustedProxies proxies;
  private final HandshakeListener handshakeListener;
  private final RequestRedaction words;

  /**
   * A guard for every request of the web application. It refuses attempts on paths without a route.
   *
   * @param elsewhere the policy for paths without a route
   * @param slots the admission status for an address
   */
  public Guard(Policy elsewhere, List<Route> routes, Function<String, AdmissionStatus> slots) {
    this(
        Optional.of(elsewhere),
        new Routes(routes),
        slots,
        () -> true,
        TrustedProxies.NONE,
        HandshakeListener.none());
  }

  private Guard(
      Optional<Policy> elsewhere,
      Routes routes,
      Function<String, AdmissionStatus> slots,
      BooleanSupplier windows,
      TrustedProxies proxies,
      HandshakeListener handshakeListener) {
    this.elsewhere = elsewhere;
    this.routes = routes;
    this.slots = slots;
    this.windows = windows;
    this.proxies = proxies;
    this.handshakeListener = handshakeListener;
    this.words = routes.words();
  }

  /** A guard for requests on these routes only. It lets all others pass. */
  public static Guard only(List<Route> routes) {
    return new Guard(
        Optional.empty(),
        new Routes(routes),
        address -> AdmissionStatus.FREE,
        () -> true,
        TrustedProxies.NONE,
        HandshakeListener.none());
  }

  /**
   * Copies the guard with a listener. It is told of each handshake and each refusal before the
   * response is sent.
   */
  public Guard watchedBy(HandshakeListener other) {
    return new Guard(elsewhere, routes, slots, windows, proxies, HandshakeListener.all(other));
  }

  /** Copies the guard with trusted proxies, whose statements about their clients it uses. */
  public Guard behind(TrustedProxies others) {
    return new Guard(elsewhere, routes, slots, windows, others, handshakeListener);
  }

  /** The paths of all endpoints, as they were registered. */
  public List<String> paths() {
    return routes.paths();
  }

  /** Whether a path is an endpoint's. It is below the context path and as it was sent. */
  public boolean hasEndpoint(String path) {
    return routes.match(path).isPresent();
  }

  /**
   * Copies the guard with a limit for compression windows.
   *
   * @param other whether one more client's window may be kept; asked for each handshake
   */
  public Guard keepingWindows(BooleanSupplier other) {
    return new Guard(elsewhere, routes, slots, other, proxies, handshakeListener);
  }

  /** Copies the guard for an engine. */
  Guard on(DeflateSupport engine) {
    Optional<Policy> fitted = elsewhere.map(policy -> Routes.on(engine, policy));
    return new Guard(fitted, routes.on(engine), slots, windows, proxies, handshakeListener);
  }

  /** The effective request, according to trusted proxies and the request itself. */
  EffectiveRequest effective(ReceivedRequest received) {
    return received.behind(proxies).effective();
  }

  /**
   * Judges a request. An upgrade reserves a connection; the listener is told, and a refusal is
   * logged.
   */
  GuardResult judge(ReceivedRequest received) {
    ReceivedRequest receivedRequest = received.behind(proxies);
    TimedRequest timedRequest = TimedRequest.now(receivedRequest);
    Optional<Match> match = routes.match(receivedRequest.plainPath());
    GuardResult guardResult = admit(receivedRequest, match, judge(receivedRequest, match));
    RequestRedaction redaction = words.at(receivedRequest.context(), match.isPresent());
    if (guardResult instanceof GuardResult.Refusal refusal) {
      refuse(timedRequest, refusal.refusalResponse(), redaction);
    } else if (guardResult instanceof GuardResult.Upgrade upgrade) {
      handshakeListener.judged(timedRequest.accepted(upgrade.acceptedHandshake(), redaction));
    }
    return guardResult;
  }

  private void refuse(
      TimedRequest timedRequest, RefusalResponse refusalResponse, RequestRedaction redaction) {
    HandshakeRecord handshakeRecord = timedRequest.refused(refusalResponse, redaction);
    handshakeListener.judged(handshakeRecord);
    RefusalLog.note(handshakeRecord, redaction.path(timedRequest.receivedRequest().path()));
  }

  private GuardResult judge(ReceivedRequest receivedRequest, Optional<Match> match) {
    Optional<Policy> policy = match.map(found -> found.route().policy()).or(() -> elsewhere);
    if (policy.isEmpty()) {
      return GuardResult.PassBy.PASS_BY;
    }
    boolean exclusive = match.isPresent() && !match.get().route().isShared();
    return exclusive || receivedRequest.clientHandshake().isAttempt()
        ? handshake(receivedRequest, match, policy.get())
        : other(receivedRequest, policy.get());
  }

  /** Reserves the connection; a refusal where the server has become full in the meantime. */
  private GuardResult admit(
      ReceivedRequest receivedRequest, Optional<Match> match, GuardResult guardResult) {
    if (!(guardResult instanceof GuardResult.Upgrade upgrade)) {
      return guardResult;
    }
    Optional<ConnectionAdmission.Reservation> place =
        upgrade.connectionAdmission().admit(upgrade.acceptedHandshake());
    if (place.isPresent()) {
      return upgrade.to(place.get());
    }
    Policy policy = match.orElseThrow().route().policy();
    if (upgrade
        .acceptedHandshake()
        .keepsClientContext()) { // Maybe only the window is no longer free.
      return admit(
          receivedRequest, match, handshake(receivedRequest, match, withoutWindow(policy)));
    }
    AdmissionStatus admissionStatus = slots.apply(receivedRequest.address());
    return handshake(
        receivedRequest,
        match,
        policy,
        admissionStatus == AdmissionStatus.FREE ? AdmissionStatus.FULL : admissionStatus);
  }

  /**
   * The response to a request that the server refused before it reached the web application; empty
   * where no rule explains more than the server's status.
   */
  public Optional<RefusalResponse> explain(ReceivedRequest received, int status) {
    ReceivedRequest receivedRequest = received.behind(proxies);
    TimedRequest timedRequest = TimedRequest.now(receivedRequest);
    Optional<Match> match = routes.match(receivedRequest.plainPath());
    Optional<RefusalResponse> refusalResponse = explain(receivedRequest, match, status);
    RequestRedaction redaction = words.at(receivedRequest.context(), match.isPresent());
    refusalResponse.ifPresent(refused -> refuse(timedRequest, refused, redaction));
    return refusalResponse;
  }

  private Optional<RefusalResponse> explain(
      ReceivedRequest receivedRequest, Optional<Match> match, int status) {
    if (receivedRequest.hasOtherScheme()) {
      return Optional.of(
          RefusalResponse.unread(
              receivedRequest, ProblemCode.REQUEST_MALFORMED, ReceivedRequest.OTHER_SCHEME));
    }
    return judge(receivedRequest, match) instanceof GuardResult.Refusal refusal
        ? Optional.of(refusal.refusalResponse())
        : RefusalResponse.unread(receivedRequest, status);
  }

  /** The response to a request whose head the server did not read to its end. */
  public RefusalResponse explain(UnreadRequest unread) {
    ReceivedRequest receivedRequest = unread.asked().behind(proxies);
    TimedRequest timedRequest = TimedRequest.now(receivedRequest);
    RefusalResponse refusalResponse =
        RefusalResponse.of(HandshakeId.next(), receivedRequest, unread.trace());
    refuse(
        timedRequest,
        refusalResponse,
        words.at(receivedRequest.context(), hasEndpoint(receivedRequest.plainPath())));
    return refusalResponse;
  }

  private GuardResult handshake(
      ReceivedRequest receivedRequest, Optional<Match> match, Policy policy) {
    return handshake(receivedRequest, match, policy, slots.apply(receivedRequest.address()));
  }

  private GuardResult handshake(
      ReceivedRequest receivedRequest,
      Optional<Match> match,
      Policy policy,
      AdmissionStatus admissionStatus) {
    ClientHandshake clientHandshake =
        receivedRequest.clientHandshake().at(pathMatch(receivedRequest, match), admissionStatus);
    Policy now = windows.getAsBoolean() ? policy : withoutWindow(policy);
    Trace judged = RuleBook.OPENING_HANDSHAKE.judge(clientHandshake, now);
    Trace trace =
        receivedRequest.hasFragment()
            ? judged.refusedFor(ProblemCode.FRAGMENT_IN_TARGET, FRAGMENT)
            : judged;
    String id = HandshakeId.next();
    return trace.verdict() instanceof Accept accept
        ? upgrade(id, receivedRequest, match.orElseThrow(), accept, trace)
        : new GuardResult.Refusal(RefusalResponse.of(id, receivedRequest, trace));
  }

  private PathMatch pathMatch(ReceivedRequest receivedRequest, Optional<Match> match) {
    return match.isPresent()
        ? PathMatch.KNOWN
        : new NearestPath(routes.all(), receivedRequest.context()).of(receivedRequest.plainPath());
  }

  private static Policy withoutWindow(Policy policy) {
    return policy.withDeflate(policy.deflate().withoutClientContext());
  }

  private static GuardResult other(ReceivedRequest receivedRequest, Policy policy) {
    Trace trace = RuleBook.ANY_REQUEST.judge(receivedRequest.clientHandshake(), policy);
    return trace.verdict() instanceof Refuse
        ? new GuardResult.Refusal(RefusalResponse.of(HandshakeId.next(), receivedRequest, trace))
        : GuardResult.PassBy.PASS_BY;
  }

  private GuardResult upgrade(
      String id, ReceivedRequest receivedRequest, Match match, Accept accept, Trace trace) {
    AcceptedHandshake acceptedHandshake =
        new AcceptedHandshake(
            id,
            receivedRequest.address(),
            match.parameters(),
            receivedRequest.principal(),
            NoAdmissionControl.INSTANCE,
            accept,
            trace,
            handshakeListener);
    return new GuardResult.Upgrade(acceptedHandshake, match.route().reception());
  }
}
