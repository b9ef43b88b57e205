package io.parley.probe;

import java.time.Duration;
import java.util.List;

/**
 * What to probe, and how.
 *
 * @param headers sent with every handshake, besides its own
 * @param deniedOrigins origins that the server is said to refuse; the first is used; none: one is
 *     tried that no server can know
 * @param subprotocols that the server is said to speak; none: those cases are skipped
 * @param timeout for each connection
 * @param jobs connections at a time
 * @param only addresses, or what stands before them; none: every case
 * @param strict whether a failed SHOULD counts
 */
public record ProbeOptions(
    ProbeTarget probeTarget,
    List<FieldLine> headers,
    List<String> deniedOrigins,
    List<String> subprotocols,
    Duration timeout,
    int jobs,
    List<String> only,
    boolean strict) {
  /** Longer than any healthy server thinks, even a busy one. */
  public static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Enough that one slow case holds up nobody, too few to be taken for a flood. */
  public static final int JOBS = 4;

  public ProbeOptions {
    headers = List.copyOf(headers);
    deniedOrigins = List.copyOf(deniedOrigins);
    subprotocols = List.copyOf(subprotocols);
    only = List.copyOf(only);
  }

  /** The defaults. */
  public static ProbeOptions of(ProbeTarget probeTarget) {
    return new ProbeOptions(
        probeTarget, List.of(), List.of(), List.of(), TIMEOUT, JOBS, List.of(), false);
  }

  /** The same for another server. */
  ProbeOptions at(ProbeTarget other) {
    return new ProbeOptions(
        other, headers, deniedOrigins, subprotocols, timeout, jobs, only, strict);
  }

  boolean selects(Case each) {
    return each.address().isWithin(only);
  }
}
