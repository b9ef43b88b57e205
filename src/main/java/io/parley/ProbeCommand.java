package io.parley;

import io.parley.probe.CaseExplanation;
import io.parley.probe.CaseListing;
import io.parley.probe.FieldLine;
import io.parley.probe.JsonReport;
import io.parley.probe.JunitReport;
import io.parley.probe.Probe;
import io.parley.probe.ProbeOptions;
import io.parley.probe.ProbeTarget;
import io.parley.probe.Progress;
import io.parley.probe.ProxyChange;
import io.parley.probe.ProxyCheck;
import io.parley.probe.ProxyReport;
import io.parley.probe.Report;
import io.parley.probe.Section;
import io.parley.probe.TextReport;
import io.parley.probe.transport.Connector;
import io.parley.settings.NearestName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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

  /** More parallel connections would measure the server's limits, not its handshake. */
  private static final int MAX_JOBS = 64;

  /** Seconds; no handshake needs longer, and the bound keeps a whole run from lasting for hours. */
  private static final double MAX_TIMEOUT = 120;

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

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "For each connection; default 5.")
  private double timeout = ProbeOptions.TIMEOUT.toSeconds();

  @Option(names = "--jobs", paramLabel = "N", description = "Connections at a time; default 4.")
  private int jobs = ProbeOptions.JOBS;

  @Option(
      names = "--only",
      paramLabel = "ADDRESS",
      description = "A document, section or case, such as rfc6455/4.2.1.")
  private List<String> only = List.of();

  @Option(names = "--strict", description = "A failed SHOULD counts as well.")
  private boolean strict;

  @Option(names = "--list", description = "List the cases and stop.")
  private boolean list;

  @Option(
      names = "--explain",
      paramLabel = "ADDRESS",
      description = "Show a case: clause, bytes, right answer; and stop.")
  private String explain = "";

  @Option(
      names = "--via",
      paramLabel = "URL",
      description = "Compare with the way through a proxy: what does it change?")
  private String via = "";

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON, too.")
  private List<Path> json = List.of();

  @Option(names = "--junit", paramLabel = "FILE", description = "Write it as JUnit XML, too.")
  private List<Path> junit = List.of();

  @Mixin private ClientProbeCommand clients;

  @Override
  public Integer call() {
    return clients.isWanted() ? judgeClients() : judgeServer();
  }

  private int judgeClients() {
    ClientProbeCommand.Common common =
        new ClientProbeCommand.Common(time(), jobs, only, strict, list, explain, json, junit);
    Optional<String> fault = clients.fault(common);
    if (fault.isPresent() || !url.isEmpty()) {
      throw usage(fault.orElse("--client takes no URL"));
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
    if (list) {
      CaseListing.write(sections, only, out());
      return GOOD;
    }
    if (!explain.isEmpty()) {
      return explain(sections);
    }
    ProbeOptions options = options();
    requireCases(options, sections);
    try {
      return via.isEmpty() ? probe(options) : compare(options);
    } catch (IOException e) {
      err().println("parley probe: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  private int probe(ProbeOptions options) throws IOException {
    List<Section> sections = httpVersions.sections(options);
    requireCases(options, sections);
    boolean terminal = Terminal.isThere();
    PrintWriter out = out();
    Progress progress = new Progress(out, terminal, Probe.count(options, sections));
    Report report = Probe.run(options, sections, caseResult -> progress.step());
    progress.end();
    new TextReport(out, terminal && Terminal.hasColour()).write(report);
    for (Path file : json) {
      write(file, JsonReport.of(report));
    }
    for (Path file : junit) {
      write(file, JunitReport.of(report));
    }
    return report.isGood() ? GOOD : BAD;
  }

  private int compare(ProbeOptions options) throws IOException {
    List<ProxyChange> changes = ProxyCheck.run(options, target(via));
    ProxyReport.write(changes, out());
    return changes.isEmpty() ? GOOD : BAD;
  }

  private int explain(List<Section> sections) {
    ProbeOptions options = url.isEmpty() ? ProbeOptions.of(EXAMPLE) : options();
    if (!CaseExplanation.write(options.redacted(), sections, explain, out())) {
      throw usage("no case has the address " + explain + meant(explain, sections));
    }
    return GOOD;
  }

  private ProbeOptions options() {
    if (url.isEmpty()) {
      throw usage("name a server: parley probe ws://host:port/path");
    }
    Duration time = time();
    ProbeTarget target = target(url);
    Connector connector = checked(() -> connection.connector(isSecure(target)));
    List<FieldLine> fields = checked(connection::fields);
    return new ProbeOptions(
        target, fields, deniedOrigins, subprotocols, time, jobs, only, strict, connector);
  }

  private Duration time() {
    if (jobs < 1 || jobs > MAX_JOBS) {
      throw usage("--jobs must be from 1 to " + MAX_JOBS);
    }
    if (!(timeout > 0 && timeout <= MAX_TIMEOUT)) {
      throw usage("--timeout must be above 0 and at most 120 seconds");
    }
    return Duration.ofMillis(Math.round(timeout * 1000));
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
      String given = String.join(", ", only);
      throw usage("no case lies at " + given + meant(given, sections));
    }
  }

  private static String meant(String address, List<Section> sections) {
    String meant = NearestName.suggestion(address, CaseListing.names(sections));
    return meant.isEmpty() ? "; --list shows them all" : meant;
  }

  static void write(Path file, String text) throws IOException {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
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
