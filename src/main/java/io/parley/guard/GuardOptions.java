package io.parley.guard;

import io.parley.handshake.AdmissionStatus;
import io.parley.handshake.DeflateSupport;
import io.parley.handshake.Policy;
import io.parley.http.TrustedProxies;
import io.parley.journal.HandshakeListener;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parts of a guard.
 *
 * @param elsewhere the policy for attempts on paths without a route; empty where the guard ignores
 *     those
 * @param admissionStatus the status for a client's address
 * @param proxies those whose statements about their clients are used
 * @param listener is told of each handshake and each refusal before the response is sent
 */
record GuardOptions(
    Optional<Policy> elsewhere,
    Routes routes,
    Function<String, AdmissionStatus> admissionStatus,
    TrustedProxies proxies,
    Authenticator authenticator,
    HandshakeListener listener) {

  /** Without proxies and a listener, and with the container's own authentication. */
  static GuardOptions of(
      Optional<Policy> elsewhere,
      Routes routes,
      Function<String, AdmissionStatus> admissionStatus) {
    return new GuardOptions(
        elsewhere,
        routes,
        admissionStatus,
        TrustedProxies.NONE,
        new ContainerAuthenticator(),
        HandshakeListener.none());
  }

  GuardOptions with(TrustedProxies other) {
    return new GuardOptions(elsewhere, routes, admissionStatus, other, authenticator, listener);
  }

  GuardOptions with(Authenticator other) {
    return new GuardOptions(elsewhere, routes, admissionStatus, proxies, other, listener);
  }

  GuardOptions with(HandshakeListener other) {
    return new GuardOptions(elsewhere, routes, admissionStatus, proxies, authenticator, other);
  }

  /** Copies the options for an engine. */
  GuardOptions on(DeflateSupport engine) {
    return new GuardOptions(
        elsewhere.map(policy -> Routes.on(engine, policy)),
        routes.on(engine),
        admissionStatus,
        proxies,
        authenticator,
        listener);
  }
}
