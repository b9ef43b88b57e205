package io.parley.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A change that a proxy may have made to a handshake that the server then refused.
 *
 * @param what the affected fields
 * @param repair lines for nginx
 */
record SuspectedChange(List<String> what, UnaryOperator<ProbeRequest> damage, List<String> repair) {
  /** All known changes, those with the least damage first. */
  static List<SuspectedChange> all() {
    List<SuspectedChange> all = new ArrayList<>();
    all.add(of("Connection", r -> r.with("Connection", "close"), ProxyChange.upgrading()));
    all.add(of("Connection", r -> r.without("Connection"), ProxyChange.upgrading()));
    all.add(of("Upgrade", r -> r.without("Upgrade"), ProxyChange.upgrading()));
    all.add(of("HTTP/1.1", r -> r.as("HTTP/1.0"), ProxyChange.upgrading()));
    all.add(of("Host", r -> r.with("Host", "proxied.invalid"), ProxyChange.host()));
    for (String field : List.of("Key", "Version")) {
      String name = "Sec-WebSocket-" + field;
      all.add(of(name, r -> r.without(name), ProxyChange.passing(name)));
    }
    all.add(all.get(0).and(all.get(2)));
    all.add(all.get(0).and(all.get(3)));
    all.add(all.get(2).and(all.get(3)));
    all.add(all.get(0).and(all.get(2)).and(all.get(3)));
    return List.copyOf(all);
  }

  private static SuspectedChange of(
      String what, UnaryOperator<ProbeRequest> damage, List<String> repair) {
    return new SuspectedChange(List.of(what), damage, repair);
  }

  private SuspectedChange and(SuspectedChange other) {
    List<String> both = new ArrayList<>(what);
    both.addAll(other.what);
    return new SuspectedChange(
        List.copyOf(both), probeRequest -> other.damage.apply(damage.apply(probeRequest)), repair);
  }
}
