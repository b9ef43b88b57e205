package io.parley;

import io.parley.probe.Baseline;
import io.parley.probe.CaseExplanation;
import io.parley.probe.CaseListing;
import io.parley.probe.FieldLine;
import io.parley.probe.LastRun;
import io.parley.probe.Probe;
import io.parley.probe.ProbeOptions;
import io.parley.probe.ProbeTarget;
import io.parley.probe.Progress;
import io.parley.probe.ProxyChange;
import io.parley.probe.ProxyCheck;
import io.parley.probe.ProxyReport;
import io.parley.probe.Report;
import io.parley.probe.Section;
import io.parley.probe.transport.Connector;
import io.parley.settings.NearestName;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley probe}: checks whether a server's opening handshake conforms to the standards. */
@Command(
    name = "probe",
    sortOptions = false,
    abbreviateSynopsis = true,
    description =
        "Asks a WebSocket server for opening handshakes, good and bad, and judges its answers.")
final class ProbeCommand implements Callable<Integer> {
  private static final int GOOD = 0;
  private static final int BAD = 1;

  private static final ProbeTarget EXAMPLE = ProbeTarget.parse("ws://server.example/chat");

  /** The options that only a run of cases needs. */
  private static final List<String> OF_CASES =
      Stream.of(
              List.of("--jobs"),
              CaseArguments.NAMES,
              ReportArguments.NAMES,
              HttpVersionArguments.NAMES)
          .flatMap(List::stream)
          .toList();

  @Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this.")
  @SuppressWarnings("UnusedVariable") // Read by picocli.
  private boolean help;

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description = "ws://host[:port]/path, or wss: for TLS")
  private String url = "";

  @Mixin private ConnectionArguments connection;

  @Mixin private HttpVersionArguments httpVersions;

  @Option(
      names = "--denied-origin",
      paramLabel = "ORIGIN",
      description = "An origin the server refuses.")
  private List<String> deniedOrigins = List.of();

  @Option(
      names = "--subprotocol",
      paramLabel = "NAME",
      description = "A subprotocol the server speaks; twice for a choice.")
  private List<String> subprotocols = List.of();

  @Mixin private RunArguments run;

  @Mixin private CaseArguments cases;

  @Option(
      names = "--via",
      paramLabel = "URL",
      description = "Compare with the way through a proxy: what does it change?")
  private String via = "";

  @Mixin private ServerArguments server;

  @Mixin private ReportArguments reports;

  @Mixin private ClientProbeCommand clients;

  @Override
  public Integer call() {
    List<String> given =
        spec.commandLine().getParseResult().matchedOptions().stream()
            .map(CommandLine.Model.OptionSpec::longestName)
            .toList();
    Optional<String> foreign = clients.foreign(given).or(() -> ofCases(given));
    if (foreign.isPresent()) {
      throw usage(foreign.get());
    }
    return clients.isWanted() ? judgeClients() : judgeServer();
  }

  /** The proxy check has no cases and one report. */
  private Optional<String> ofCases(List<String> given) {
    return given.stream()
        .filter(name -> !via.isEmpty() && OF_CASES.contains(name))
        .map(name -> name + " is for cases, not for --via")
        .findFirst();
  }

  private int judgeClients() {
    ClientProbeCommand.Common common =
        new ClientProbeCommand.Common(checked(run::timeout), checked(run::jobs), cases, reports);
    Optional<String> fault = clients.fault(common);
    if (fault.isPresent() || !url.isEmpty() || !server.command().isEmpty()) {
      throw usage(fault.orElse("--client takes no URL and no --server-command"));
    }
    try {
      return clients.run(common, out());
    } catch (IOException e) {
      err().println("parley probe: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  private int judgeServer() {
    List<Section> sections = HttpVersionArguments.all();
    if (cases.isListed()) {
      CaseListing.write(sections, cases.only(), out());
      return GOOD;
    }
    if (!cases.explain().isEmpty()) {
      return explain(sections);
    }
    ProbeOptions options = options();
    requireCases(options, sections);
    try {
      return serve(options);
    } catch (IOException e) {
      err().println("parley probe: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  private int serve(ProbeOptions options) throws IOException {
    int seconds = checked(server::timeout);
    if (server.command().isEmpty()) {
      return judge(options);
    }
    ProbeTarget target = options.probeTarget();
    try (ServerProcess process =
        ServerProcess.start(server.command(), target.host(), target.port(), seconds)) {
      int status = judge(options);
      return process.isAlive() ? status : died(process);
    }
  }

  private int died(ServerProcess process) {
    err().println("parley probe: the server command ended during the run" + process.account());
    return BAD;
  }

  private int judge(ProbeOptions options) throws IOException {
    return via.isEmpty() ? probe(options) : compare(options);
  }

  private int probe(ProbeOptions options) throws IOException {
    Baseline baseline = reports.baseline(CaseListing.names(HttpVersionArguments.all()));
    List<Section> sections = httpVersions.sections(options);
    requireCases(options, sections);
    boolean terminal = Terminal.isThere();
    PrintWriter out = out();
    Progress progress = new Progress(out, terminal, Probe.count(options, sections));
    Report report = Probe.run(options, sections, caseResult -> progress.step()).against(baseline);
    progress.end();
    LastRunFile.keep(report);
    reports.write(report, baseline, out, terminal && Terminal.hasColour());
    return report.isGood() ? GOOD : BAD;
  }

  private int compare(ProbeOptions options) throws IOException {
    List<ProxyChange> changes = ProxyCheck.run(options, target(via));
    ProxyReport.write(changes, out());
    return changes.isEmpty() ? GOOD : BAD;
  }

  private int explain(List<Section> sections) {
    ProbeOptions options = url.isEmpty() ? ProbeOptions.of(EXAMPLE) : options();
    String explain = cases.explain();
    Optional<LastRun> lastRun = LastRunFile.read();
    if (explain.equals("last")) {
      LastRun last = lastRun.orElseThrow(() -> usage("no run is kept; probe a server first"));
      ProbeOptions there = url.isEmpty() ? ProbeOptions.of(target(last.target())) : options;
      CaseExplanation.writeAll(there, sections, last, out());
    } else if (!CaseExplanation.write(options, sections, explain, lastRun, out())) {
      throw usage("no case has the address " + explain + meant(explain, sections));
    }
    return GOOD;
  }

  private ProbeOptions options() {
    if (url.isEmpty()) {
      throw usage("name a server: parley probe ws://host:port/path");
    }
    ProbeTarget target = target(url);
    Connector connector = checked(() -> connection.connector(isSecure(target)));
    List<FieldLine> fields = checked(connection::fields);
    return new ProbeOptions(
        target,
        fields,
        deniedOrigins,
        subprotocols,
        checked(run::timeout),
        checked(run::jobs),
        cases.only(),
        cases.isStrict(),
        connector);
  }

  private boolean isSecure(ProbeTarget target) {
    return target.secure() || (!via.isEmpty() && target(via).secure());
  }

  private ProbeTarget target(String text) {
    return checked(() -> ProbeTarget.parse(text));
  }

  /** Reports a wrong argument as such. */
  private <T> T checked(Supplier<T> argument) {
    try {
      return argument.get();
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private void requireCases(ProbeOptions options, List<Section> sections) {
    if (Probe.count(options, sections) == 0) {
      String given = String.join(", ", cases.only());
      throw usage("no case lies at " + given + meant(given, sections));
    }
  }

  private static String meant(String address, List<Section> sections) {
    String meant = NearestName.suggestion(address, CaseListing.names(sections));
    return meant.isEmpty() ? "; --list shows them all" : meant;
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
