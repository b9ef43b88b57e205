package io.parley.probe;

import io.parley.probe.transport.Connector;
import java.time.Duration;
import java.util.List;

/**
 * Options of a run: what to probe, and how.
 *
 * @param headers sent with every handshake, besides its own
 * @param deniedOrigins origins that the server should refuse; the first is used; empty: a reserved
 *     origin that no server can have listed
 * @param subprotocols that the server should speak; empty: those cases are skipped
 * @param timeout for each connection
 * @param jobs connections at a time
 * @param only addresses, or prefixes of them; empty: every case
 * @param strict whether a failed SHOULD counts
 * @param connector of each connection
 */
public record ProbeOptions(
    ProbeTarget probeTarget,
    List<FieldLine> headers,
    List<String> deniedOrigins,
    List<String> subprotocols,
    Duration timeout,
    int jobs,
    List<String> only,
    boolean strict,
    Connector connector) {
  /** Longer than any healthy server takes to respond, even a busy one. */
  public static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Enough that a slow case does not delay the others, and too few to look like a flood. */
  public static final int JOBS = 4;

  public ProbeOptions {
    headers = List.copyOf(headers);
    deniedOrigins = List.copyOf(deniedOrigins);
    subprotocols = List.copyOf(subprotocols);
    only = List.copyOf(only);
  }

  /** Connects straight. */
  public ProbeOptions(
      ProbeTarget probeTarget,
      List<FieldLine> headers,
      List<String> deniedOrigins,
      List<String> subprotocols,
      Duration timeout,
      int jobs,
      List<String> only,
      boolean strict) {
    this(
        probeTarget,
        headers,
        deniedOrigins,
        subprotocols,
        timeout,
        jobs,
        only,
        strict,
        Connector.DIRECT);
  }

  /** Returns the default options. */
  public static ProbeOptions of(ProbeTarget probeTarget) {
    return new ProbeOptions(
        probeTarget, List.of(), List.of(), List.of(), TIMEOUT, JOBS, List.of(), false);
  }

  /** Returns the same options for another server. */
  ProbeOptions at(ProbeTarget other) {
    return new ProbeOptions(
        other, headers, deniedOrigins, subprotocols, timeout, jobs, only, strict, connector);
  }

  /** Returns the same options with their secrets hidden, to be shown and not to be sent. */
  ProbeOptions redacted() {
    List<FieldLine> shown = headers.stream().map(secretMask()::of).toList();
    return new ProbeOptions(
        probeTarget, shown, deniedOrigins, subprotocols, timeout, jobs, only, strict, connector);
  }

  SecretMask secretMask() {
    return SecretMask.of(headers);
  }

  boolean selects(Case each) {
    return each.address().isWithin(only);
  }
}
