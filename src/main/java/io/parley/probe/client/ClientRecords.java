package io.parley.probe.client;

import io.parley.probe.CaseResult;
import io.parley.probe.DemandLevel;
import io.parley.probe.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The results of all clients. Thread-safe. */
final class ClientRecords {
  /** Clients whose results are kept; the one that came first is forgotten. */
  private static final int MAX_CLIENTS = 64;

  private static final String NOT_RUN = "the client did not run it";
  private static final String UNDER_WAY = "its connection has not ended";

  private final ClientProbeOptions options;
  private final List<ClientCase> cases;
  private final Map<String, ClientRecord> clients =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ClientRecord> eldest) {
          return size() > MAX_CLIENTS;
        }
      };

  ClientRecords(ClientProbeOptions options, List<ClientCase> cases) {
    this.options = options;
    this.cases = cases;
  }

  synchronized ClientRecord of(String agent) {
    return clients.computeIfAbsent(agent, name -> new ClientRecord());
  }

  /** Waits for the cases that are under way, no longer than for one step of a case. */
  Report report(String agent, String url) {
    ClientRecord client = of(agent);
    client.awaitEnds(options.timeout());
    Map<String, List<CaseResult>> sections = new LinkedHashMap<>();
    for (int i = 0; i < cases.size(); i++) {
      ClientCase each = cases.get(i);
      int number = i + 1;
      CaseResult result =
          client
              .result(number)
              .orElseGet(
                  () -> CaseResult.skipped(each, client.isUnderWay(number) ? UNDER_WAY : NOT_RUN));
      sections.computeIfAbsent(section(each), name -> new ArrayList<>()).add(result);
    }
    List<Report.Part> parts =
        sections.entrySet().stream()
            .map(part -> new Report.Part(part.getKey(), title(part.getKey()), part.getValue()))
            .toList();
    return new Report(agent + " at " + url, parts, options.strict());
  }

  private static String section(ClientCase each) {
    return each.address().document() + "/" + each.address().section();
  }

  private static String title(String name) {
    return ClientCases.sections().stream()
        .filter(section -> section.name().equals(name))
        .map(ClientSection::title)
        .findFirst()
        .orElse("");
  }

  /** One line, such as {@code MUST 80 of 81 passed, 12 skipped}. */
  static String summary(Report report) {
    String levels =
        Arrays.stream(DemandLevel.values())
            .map(level -> level + " " + count(report, level))
            .collect(Collectors.joining(", "));
    long skipped = report.findings().stream().filter(f -> f.caseOutcome().isSkipped()).count();
    return levels + ", " + skipped + " skipped";
  }

  private static String count(Report report, DemandLevel level) {
    List<CaseResult> applicable =
        report.findings().stream()
            .filter(f -> f.subject().demandLevel() == level && !f.caseOutcome().isSkipped())
            .toList();
    long passed = applicable.stream().filter(f -> f.caseOutcome().isPassed()).count();
    return passed + " of " + applicable.size() + " passed";
  }
}
