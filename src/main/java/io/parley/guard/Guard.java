package io.parley.guard;

import io.parley.handshake.AdmissionStatus;
import io.parley.handshake.DeflateSupport;
import io.parley.handshake.Policy;
import io.parley.handshake.ProblemCode;
import io.parley.handshake.RuleBook;
import io.parley.handshake.Trace;
import io.parley.handshake.Verdict.Refuse;
import io.parley.http.EffectiveRequest;
import io.parley.http.TrustedProxies;
import io.parley.journal.HandshakeListener;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides what becomes of a request: it passes to the web application, is refused, or is upgraded.
 * Immutable.
 */
public final class Guard {
  private final GuardOptions options;
  private final HandshakeDecision handshakes;
  private final HandshakeRecorder recorder;

  /**
   * A guard for every request of the web application. It refuses attempts on paths without a route.
   *
   * @param elsewhere the policy for paths without a route
   * @param admissionStatus the admission status for an address
   */
  public Guard(
      Policy elsewhere, List<Route> routes, Function<String, AdmissionStatus> admissionStatus) {
    this(GuardOptions.of(Optional.of(elsewhere), new Routes(routes), admissionStatus));
  }

  private Guard(GuardOptions options) {
    this.options = options;
    this.handshakes = new HandshakeDecision(options);
    this.recorder = new HandshakeRecorder(options);
  }

  /** A guard for requests on these routes only. It lets all others pass. */
  public static Guard only(List<Route> routes) {
    return new Guard(
        GuardOptions.of(Optional.empty(), new Routes(routes), address -> AdmissionStatus.FREE));
  }

  /**
   * Copies the guard with a listener. It is told of each handshake and each refusal before the
   * response is sent.
   */
  public Guard watchedBy(HandshakeListener listener) {
    return new Guard(options.with(HandshakeListener.all(listener)));
  }

  /** Copies the guard with trusted proxies, whose statements about their clients it uses. */
  public Guard behind(TrustedProxies proxies) {
    return new Guard(options.with(proxies));
  }

  /** Copies the guard with an authenticator, in place of {@link ContainerAuthenticator}. */
  public Guard authenticatedBy(Authenticator authenticator) {
    return new Guard(options.with(authenticator));
  }

  /** Whether no decision waits for anything: only the container's own authentication is asked. */
  public boolean isImmediate() {
    return options.authenticator() instanceof ContainerAuthenticator;
  }

  /** Copies the guard for an engine. */
  Guard on(DeflateSupport engine) {
    return new Guard(options.on(engine));
  }

  /** The paths of all endpoints, as they were registered. */
  public List<String> paths() {
    return options.routes().paths();
  }

  /** Whether a path is an endpoint's. It is below the context path and as it was sent. */
  public boolean hasEndpoint(String path) {
    return options.routes().match(path).isPresent();
  }

  /** The effective request, according to trusted proxies and the request itself. */
  EffectiveRequest effective(ReceivedRequest received) {
    return received.behind(options.proxies()).effective();
  }

  /**
   * Decides about a request. An upgrade reserves a connection. The listener is told, and a refusal
   * is logged.
   */
  public GuardResult judge(ReceivedRequest received) {
    RoutedRequest request = RoutedRequest.of(received, options);
    GuardResult result = decide(request);
    recorder.record(request, result);
    return result;
  }

  private GuardResult decide(RoutedRequest request) {
    Optional<Policy> policy = request.policy(options.elsewhere());
    if (policy.isEmpty()) {
      return GuardResult.PassBy.PASS_BY;
    }
    if (request.isHandshake()) {
      return handshakes.decide(request, policy.get());
    }
    Trace trace = RuleBook.anyRequest(request.received().clientHandshake(), policy.get());
    return refusal(request, trace)
        .<GuardResult>map(GuardResult.Refusal::new)
        .orElse(GuardResult.PassBy.PASS_BY);
  }

  /**
   * The response to a request that the server refused before it reached the web application; empty
   * where no rule explains more than the server's status.
   */
  public Optional<RefusalResponse> explain(ReceivedRequest received, int status) {
    RoutedRequest request = RoutedRequest.of(received, options);
    Optional<RefusalResponse> response = explanation(request, status);
    response.ifPresent(refused -> recorder.refused(request, refused));
    return response;
  }

  private Optional<RefusalResponse> explanation(RoutedRequest request, int status) {
    ReceivedRequest received = request.received();
    return received.hasOtherScheme()
        ? Optional.of(
            RefusalResponse.unread(
                received, ProblemCode.REQUEST_MALFORMED, ReceivedRequest.OTHER_SCHEME))
        : request
            .policy(options.elsewhere())
            .flatMap(policy -> refusal(request, rules(request, policy)))
            .or(() -> RefusalResponse.unread(received, status));
  }

  private Trace rules(RoutedRequest request, Policy policy) {
    return request.isHandshake()
        ? handshakes.rules(request, policy, handshakes.status(request))
        : RuleBook.anyRequest(request.received().clientHandshake(), policy);
  }

  /** The response to a request whose head the server did not read to its end. */
  public RefusalResponse explain(UnreadRequest unread) {
    RoutedRequest request = RoutedRequest.of(unread.received(), options);
    RefusalResponse response =
        RefusalResponse.of(HandshakeId.next(), request.received(), unread.trace());
    recorder.refused(request, response);
    return response;
  }

  private static Optional<RefusalResponse> refusal(RoutedRequest request, Trace trace) {
    return trace.verdict() instanceof Refuse
        ? Optional.of(RefusalResponse.of(HandshakeId.next(), request.received(), trace))
        : Optional.empty();
  }
}
