package io.parley.guard;

import io.parley.handshake.DeflateSupport;
import io.parley.handshake.Policy;
import io.parley.http.RawTarget;
import io.parley.journal.RequestRedaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All paths under a guard's care. The first that matches a request is the one that is meant. */
record Routes(List<Route> all) {

  /** A route with what a path says for the variables of its template. */
  record Match(Route route, Map<String, String> parameters) {}

  Routes {
    all = List.copyOf(all);
  }

  /** As they were registered. */
  List<String> paths() {
    return all.stream().map(Route::path).toList();
  }

  /**
   * Empty where no endpoint stands there.
   *
   * @param path below the context path, as it was sent
   */
  Optional<Match> match(String path) {
    return RawTarget.segments(path).flatMap(this::match);
  }

  private Optional<Match> match(List<String> path) {
    for (Route route : all) {
      Optional<Map<String, String>> values = route.match(path);
      if (values.isPresent()) {
        return Optional.of(new Match(route, values.get()));
      }
    }
    return Optional.empty();
  }

  /** What is no secret in a request, since the server says it itself. */
  RequestRedaction words() {
    return new RequestRedaction(
        all.stream()
            .flatMap(route -> route.policy().subprotocols().supported().stream())
            .collect(Collectors.toSet()),
        all.stream().flatMap(Route::fixedSegments).collect(Collectors.toSet()),
        "",
        false);
  }

  /** The same, before an engine. */
  Routes on(DeflateSupport engine) {
    return new Routes(all.stream().map(route -> route.with(on(engine, route.policy()))).toList());
  }

  static Policy on(DeflateSupport engine, Policy policy) {
    return policy.withDeflate(policy.deflate().on(engine));
  }
}
