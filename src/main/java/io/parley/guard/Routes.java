package io.parley.guard;

import io.parley.handshake.DeflateSupport;
import io.parley.handshake.Policy;
import io.parley.http.RawTarget;
import io.parley.journal.RequestRedaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All routes of a guard. The first that matches a request is used. */
record Routes(List<Route> all) {

  /** A route with the values of its template's variables. */
  record Match(Route route, Map<String, String> parameters) {}

  Routes {
    all = List.copyOf(all);
  }

  /** The paths as they were registered. */
  List<String> paths() {
    return all.stream().map(Route::path).toList();
  }

  /**
   * Finds the route of a path; empty where there is none.
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

  /** The redaction that shows the server's own words, which are no secret. */
  RequestRedaction redaction() {
    return new RequestRedaction(
        all.stream()
            .flatMap(route -> route.policy().subprotocols().supported().stream())
            .collect(Collectors.toSet()),
        all.stream().flatMap(Route::fixedSegments).collect(Collectors.toSet()),
        "",
        false);
  }

  /** Copies the routes for an engine. */
  Routes on(DeflateSupport engine) {
    return new Routes(all.stream().map(route -> route.with(on(engine, route.policy()))).toList());
  }

  static Policy on(DeflateSupport engine, Policy policy) {
    return policy.withDeflate(policy.deflate().on(engine));
  }
}
