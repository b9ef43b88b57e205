package io.parley.guard;

import io.parley.guard.Authenticator.Authenticated;
import io.parley.guard.Authenticator.Result;
import io.parley.guard.Authenticator.Unidentified;
import io.parley.guard.Routes.Match;
import io.parley.handshake.AdmissionStatus;
import io.parley.handshake.AuthenticationStatus;
import io.parley.handshake.Policy;
import io.parley.handshake.ProblemCode;
import io.parley.handshake.RuleBook;
import io.parley.handshake.Trace;
import io.parley.handshake.Verdict.Accept;
import io.parley.handshake.Verdict.Refuse;
import java.time.Instant;
import java.util.Optional;

/** Decides opening handshakes in three steps: the rules, authentication, admission. */
final class HandshakeDecision {
  private static final String FRAGMENT = "The target of the request holds a #.";

  private final GuardOptions options;
  private final AuthenticationStep authentication;

  HandshakeDecision(GuardOptions options) {
    this.options = options;
    this.authentication = new AuthenticationStep(options.authenticator());
  }

  GuardResult decide(RoutedRequest request, Policy policy) {
    String id = HandshakeId.next();
    Trace trace = rules(request, policy, status(request));
    if (!(trace.verdict() instanceof Accept accept)) {
      return refusal(id, request, trace);
    }
    Optional<Result> result =
        authentication.result(
            id, UpgradeRequest.of(request.received(), accept.subprotocol()), accept.offered());
    Trace authenticated = authenticated(trace, result);
    return authenticated.verdict() instanceof Refuse
        ? refusal(id, request, authenticated)
        : admit(id, request, policy, authenticated, result);
  }

  /** Applies the rules, and lists authentication as skipped where they refuse. */
  Trace rules(RoutedRequest request, Policy policy, AdmissionStatus admissionStatus) {
    ReceivedRequest received = request.received();
    Trace judged =
        RuleBook.openingHandshake(
            received.clientHandshake(),
            request.pathMatch(options.routes()),
            admissionStatus,
            policy);
    Trace trace =
        received.hasFragment()
            ? judged.refusedFor(ProblemCode.FRAGMENT_IN_TARGET, FRAGMENT)
            : judged;
    return trace.verdict() instanceof Refuse
        ? RuleBook.withAuthentication(trace, new AuthenticationStatus.Skipped())
        : trace;
  }

  AdmissionStatus status(RoutedRequest request) {
    return options.admissionStatus().apply(request.received().address());
  }

  private static Trace authenticated(Trace trace, Optional<Result> result) {
    return RuleBook.withAuthentication(trace, AuthenticationStep.status(result));
  }

  /** Reserves a connection; refuses where the server has become full in the meantime. */
  private GuardResult admit(
      String id, RoutedRequest request, Policy policy, Trace trace, Optional<Result> result) {
    Optional<PendingUpgrade> upgrade = reserve(id, request, trace, result);
    if (upgrade.isEmpty() && ((Accept) trace.verdict()).keepsClientContext()) {
      // Maybe only the compression window is no longer free.
      Policy less = policy.withDeflate(policy.deflate().withoutClientContext());
      Trace without = authenticated(rules(request, less, AdmissionStatus.FREE), result);
      upgrade = reserve(id, request, without, result);
    }
    return upgrade
        .<GuardResult>map(GuardResult.Upgrade::new)
        .orElseGet(() -> refusal(id, request, full(request, policy, result)));
  }

  private Trace full(RoutedRequest request, Policy policy, Optional<Result> result) {
    AdmissionStatus now = status(request);
    if (now != AdmissionStatus.FREE) {
      return rules(request, policy, now);
    }
    ConnectionAdmission admission = request.match().orElseThrow().route().admission();
    boolean isOfUser =
        known(result).map(Authenticated::principal).filter(admission::isFull).isPresent();
    return isOfUser
        ? RuleBook.withAuthentication(
            rules(request, policy, now), new AuthenticationStatus.TooManyConnections())
        : rules(request, policy, AdmissionStatus.FULL);
  }

  private static Optional<Authenticated> known(Optional<Result> result) {
    return result.filter(Authenticated.class::isInstance).map(Authenticated.class::cast);
  }

  private Optional<PendingUpgrade> reserve(
      String id, RoutedRequest request, Trace trace, Optional<Result> result) {
    Match match = request.match().orElseThrow();
    Optional<Authenticated> authenticated = known(result);
    Optional<Instant> until =
        result.filter(Unidentified.class::isInstance).map(one -> ((Unidentified) one).until());
    AcceptedHandshake accepted =
        new AcceptedHandshake(
            id,
            request.received().address(),
            match.parameters(),
            authenticated.map(Authenticated::principal),
            authenticated.flatMap(Authenticated::expiry).or(() -> until),
            (Accept) trace.verdict(),
            trace);
    return match
        .route()
        .admission()
        .admit(accepted, new CloseReporter(id, options.listener()))
        .map(
            reservation ->
                new PendingUpgrade(
                    match.route().path(), accepted, reservation, options.listener()));
  }

  private static GuardResult refusal(String id, RoutedRequest request, Trace trace) {
    return new GuardResult.Refusal(RefusalResponse.of(id, request.received(), trace));
  }
}
