package io.parley.guard;

import io.parley.guard.Routes.Match;
import io.parley.handshake.PathMatch;
import io.parley.handshake.Policy;
import java.time.Instant;
import java.util.Optional;

/**
 * A request with its route and the time of its arrival.
 *
 * @param received with what trusted proxies say about it
 * @param match empty where the path has no route
 * @param nanos of the monotonic clock
 */
record RoutedRequest(ReceivedRequest received, Optional<Match> match, Instant at, long nanos) {

  static RoutedRequest of(ReceivedRequest received, GuardOptions options) {
    Instant at = Instant.now();
    long nanos = System.nanoTime();
    ReceivedRequest effective = received.behind(options.proxies());
    return new RoutedRequest(effective, options.routes().match(effective.plainPath()), at, nanos);
  }

  /** The policy of the route, or that of paths without one; empty where the guard ignores those. */
  Optional<Policy> policy(Optional<Policy> elsewhere) {
    return match.map(found -> found.route().policy()).or(() -> elsewhere);
  }

  /** Whether the request has to be an opening handshake: it attempts one, or its path needs one. */
  boolean isHandshake() {
    boolean exclusive = match.filter(found -> !found.route().isShared()).isPresent();
    return exclusive || received.clientHandshake().isAttempt();
  }

  PathMatch pathMatch(Routes routes) {
    return match.isPresent()
        ? PathMatch.KNOWN
        : new NearestPath(routes.all(), received.context()).of(received.plainPath());
  }
}
