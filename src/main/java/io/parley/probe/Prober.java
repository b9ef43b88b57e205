package io.parley.probe;

import io.parley.probe.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs the selected cases, some in parallel, and collects the results in the order of the cases.
 */
final class Prober {
  private final ProbeOptions options;
  private final Consumer<CaseResult> progress;

  Prober(ProbeOptions options, Consumer<CaseResult> progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Runs the cases.
   *
   * @throws IOException if the server cannot be reached
   */
  List<CaseResult> play(List<Section> sections) throws IOException {
    Transport transport = Discovery.locate(options);
    Map<Explorer, ServerFacts> found = explore(sections, transport);
    ExecutorService workers = Executors.newFixedThreadPool(options.jobs(), Prober::worker);
    try {
      List<Future<CaseResult>> under = new ArrayList<>();
      for (Section section : sections) {
        ServerFacts serverFacts = found.get(section.explorer());
        selected(section)
            .forEach(each -> under.add(workers.submit(() -> play(each, serverFacts, transport))));
      }
      return collect(under);
    } finally {
      workers.shutdownNow();
    }
  }

  /** Explores over each protocol of which a case is selected. */
  private Map<Explorer, ServerFacts> explore(List<Section> sections, Transport transport)
      throws IOException {
    Map<Explorer, ServerFacts> found = new HashMap<>();
    for (Section section : sections) {
      Explorer explorer = section.explorer();
      if (!found.containsKey(explorer) && selected(section).findAny().isPresent()) {
        found.put(explorer, explorer.find(options, transport));
      }
    }
    return found;
  }

  private Stream<Case> selected(Section section) {
    return section.cases().stream().filter(options::selects);
  }

  private CaseResult play(Case each, ServerFacts serverFacts, Transport transport) {
    CaseResult caseResult = each.play(serverFacts, transport);
    progress.accept(caseResult);
    return caseResult;
  }

  private static List<CaseResult> collect(List<Future<CaseResult>> under) throws IOException {
    List<CaseResult> findings = new ArrayList<>();
    for (Future<CaseResult> each : under) {
      try {
        findings.add(each.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a case broke", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    return findings;
  }

  private static Thread worker(Runnable work) {
    Thread thread = new Thread(work, "probe");
    thread.setDaemon(true);
    return thread;
  }
}
