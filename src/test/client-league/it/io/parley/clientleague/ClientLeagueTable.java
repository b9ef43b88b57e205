package io.parley.clientleague;

import io.parley.probe.CaseResult;
import io.parley.probe.DemandLevel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what became of all clients as a page. */
final class ClientLeagueTable {
  /** Cases of the list of those that most clients fail. */
  private static final int MOST = 12;

  private final List<ClientResult> clients;
  private final List<ClientResult> leftOut;
  private final LocalDate date;
  private final List<String> lines = new ArrayList<>();

  ClientLeagueTable(Collection<ClientResult> results, LocalDate date) {
    clients = results.stream().filter(ClientResult::isThere).toList();
    leftOut = results.stream().filter(each -> !each.isThere()).toList();
    this.date = date;
  }

  String page() {
    add(ClientLeagueText.INTRODUCTION);
    passed();
    add("", ClientLeagueText.READING);
    leftOut.forEach(each -> add("- Left out: " + each.title() + ", " + each.reason() + "."));
    add("", "## By subject", "", ClientLeagueText.SUBJECTS);
    subjects();
    add("", "## The MUST cases that most clients fail", "");
    mostFailed();
    add("", "## What failed", "", ClientLeagueText.FAILURES);
    clients.forEach(this::failures);
    add("", ClientLeagueText.repeat(date));
    return String.join("\n", lines) + "\n";
  }

  private void add(String... more) {
    lines.addAll(List.of(more));
  }

  private void row(Stream<String> cells) {
    add(cells.collect(Collectors.joining(" | ", "| ", " |")));
  }

  private void head(Stream<String> columns, int words, int numbers) {
    row(columns);
    add("|" + "---|".repeat(words) + "---:|".repeat(numbers));
  }

  private void passed() {
    Stream<String> counts =
        Stream.concat(
            Arrays.stream(DemandLevel.values()).map(DemandLevel::toString),
            Stream.concat(Stream.of("failed"), Arrays.stream(Fault.values()).map(Fault::title)));
    int numbers = DemandLevel.values().length + 1 + Fault.values().length;
    head(Stream.concat(Stream.of("client", "version"), counts), 2, numbers);
    clients.forEach(each -> row(passed(each)));
  }

  private static Stream<String> passed(ClientResult client) {
    Stream<String> levels = Arrays.stream(DemandLevel.values()).map(client::count);
    Stream<String> faults =
        Arrays.stream(Fault.values())
            .map(fault -> count(client.failures(), each -> Fault.of(each) == fault));
    return Stream.of(
            Stream.of(client.title(), client.version()),
            levels,
            Stream.of(Integer.toString(client.failures().size())),
            faults)
        .flatMap(Function.identity());
  }

  private static String count(List<CaseResult> failures, Predicate<CaseResult> counted) {
    long count = failures.stream().filter(counted).count();
    return count == 0 ? "" : Long.toString(count);
  }

  private static boolean isMust(CaseResult result) {
    return result.subject().demandLevel() == DemandLevel.MUST;
  }

  private void subjects() {
    List<Subject> all = List.of(Subject.values());
    head(Stream.concat(Stream.of("client"), all.stream().map(Subject::title)), 1, all.size());
    for (ClientResult client : clients) {
      List<CaseResult> musts =
          client.failures().stream().filter(ClientLeagueTable::isMust).toList();
      Stream<String> counts =
          all.stream().map(subject -> count(musts, each -> Subject.of(each.subject()) == subject));
      row(Stream.concat(Stream.of(client.title()), counts));
    }
  }

  private void mostFailed() {
    Map<String, List<ClientResult>> failing = new LinkedHashMap<>();
    Map<String, CaseResult> cases = new LinkedHashMap<>();
    for (ClientResult client : clients) {
      for (CaseResult each :
          client.failures().stream().filter(ClientLeagueTable::isMust).toList()) {
        String address = each.subject().address().toString();
        cases.putIfAbsent(address, each);
        failing.computeIfAbsent(address, key -> new ArrayList<>()).add(client);
      }
    }
    head(Stream.of("case", "we", "they must", "fail", "pass"), 5, 0);
    failing.entrySet().stream()
        .sorted(Comparator.comparing(each -> -each.getValue().size()))
        .limit(MOST)
        .forEach(each -> row(most(cases.get(each.getKey()), each.getValue())));
  }

  private Stream<String> most(CaseResult result, List<ClientResult> failing) {
    String passing =
        clients.stream()
            .filter(each -> each.passed(result.subject().address()))
            .map(ClientResult::title)
            .collect(Collectors.joining(", "));
    return Stream.of(
        "`" + result.subject().address() + "`",
        Markdown.plain(result.subject().we()),
        Markdown.plain(result.subject().they()),
        Integer.toString(failing.size()),
        passing);
  }

  private void failures(ClientResult client) {
    add("", "### " + client.title() + " " + client.version(), "");
    if (client.failures().isEmpty()) {
      add("Nothing.");
    }
    for (Subject subject : Subject.values()) {
      failures(
          subject,
          client.failures().stream()
              .filter(each -> Subject.of(each.subject()) == subject)
              .toList());
    }
    if (!client.crashed().isEmpty()) {
      add("", "Its process ended or stopped in " + crashes(client) + ", and was started again.");
    }
  }

  private static String crashes(ClientResult client) {
    return client.crashed().stream()
        .map(number -> "`" + client.findings().get(number - 1).subject().address() + "`")
        .collect(Collectors.joining(", "));
  }

  /** One line for what was the same fault. */
  private void failures(Subject subject, List<CaseResult> failures) {
    Map<String, List<CaseResult>> alike =
        failures.stream()
            .collect(
                Collectors.groupingBy(FailureText::start, LinkedHashMap::new, Collectors.toList()));
    alike.forEach(
        (start, cases) ->
            add(
                "- "
                    + subject.title()
                    + ", "
                    + start
                    + cases.stream().map(FailureText::end).collect(Collectors.joining("; "))));
  }
}
