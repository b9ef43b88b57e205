package io.parley.probe;

import io.parley.probe.transport.Transport;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Runs the probe's cases against a server. */
public final class Probe {
  static final String USER_AGENT = "parley-probe";

  private Probe() {}

  /**
   * Probes one server. The run always ends: at the latest after the number of cases times the
   * timeout.
   *
   * @param progress receives each result when it is made; called by several threads
   * @throws IOException if the server cannot be reached, with a message for people
   */
  public static Report run(
      ProbeOptions options, List<Section> sections, Consumer<CaseResult> progress)
      throws IOException {
    return Report.of(options, sections, new Prober(options, progress).play(sections));
  }

  /**
   * Finds the way to the server.
   *
   * @throws IOException if it cannot be reached, with a message for people
   */
  public static Transport reach(ProbeOptions options) throws IOException {
    return Discovery.locate(options);
  }

  /** Counts the cases that the options select. */
  public static int count(ProbeOptions options, List<Section> sections) {
    return (int)
        sections.stream().flatMap(s -> s.cases().stream()).filter(options::selects).count();
  }
}
