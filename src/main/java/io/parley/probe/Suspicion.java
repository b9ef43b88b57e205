package io.parley.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a proxy may have done to a handshake that the server then refused.
 *
 * @param what the fields that suffered
 * @param repair lines for nginx
 */
record Suspicion(List<String> what, UnaryOperator<Request> damage, List<String> repair) {
  /** All that are known, those that need the least damage first. */
  static List<Suspicion> all() {
    List<Suspicion> all = new ArrayList<>();
    all.add(of("Connection", r -> r.with("Connection", "close"), Change.upgrading()));
    all.add(of("Connection", r -> r.without("Connection"), Change.upgrading()));
    all.add(of("Upgrade", r -> r.without("Upgrade"), Change.upgrading()));
    all.add(of("HTTP/1.1", r -> r.as("HTTP/1.0"), Change.upgrading()));
    all.add(of("Host", r -> r.with("Host", "proxied.invalid"), Change.host()));
    for (String field : List.of("Key", "Version")) {
      String name = "Sec-WebSocket-" + field;
      all.add(of(name, r -> r.without(name), Change.passing(name)));
    }
    all.add(all.get(0).and(all.get(2)));
    all.add(all.get(0).and(all.get(3)));
    all.add(all.get(2).and(all.get(3)));
    all.add(all.get(0).and(all.get(2)).and(all.get(3)));
    return List.copyOf(all);
  }

  private static Suspicion of(String what, UnaryOperator<Request> damage, List<String> repair) {
    return new Suspicion(List.of(what), damage, repair);
  }

  private Suspicion and(Suspicion other) {
    List<String> both = new ArrayList<>(what);
    both.addAll(other.what);
    return new Suspicion(
        List.copyOf(both), request -> other.damage.apply(damage.apply(request)), repair);
  }
}
