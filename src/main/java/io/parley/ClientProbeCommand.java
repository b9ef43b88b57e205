package io.parley;

import io.parley.probe.Baseline;
import io.parley.probe.Progress;
import io.parley.probe.Report;
import io.parley.probe.client.ClientCommand;
import io.parley.probe.client.ClientListing;
import io.parley.probe.client.ClientProbe;
import io.parley.probe.client.ClientProbeOptions;
import io.parley.probe.client.ServerCertificate;
import io.parley.settings.NearestName;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** {@code parley probe --client}: a server that judges clients. */
final class ClientProbeCommand {
  private static final int GOOD = 0;
  private static final int BAD = 1;
  private static final int MAX_PORT = 65_535;

  /** A process may start slowly, and its case has several steps. */
  private static final int PROCESS_STEPS = 6;

  /** The options that only a probe of clients has. */
  static final List<String> NAMES = List.of("--client", "--port", "--host", "--tls", "--command");

  @Option(names = "--client", description = "Judge clients instead: listen, and play the cases.")
  private boolean client;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "With --client: where to listen; default 9001, 0 takes a free one.")
  private int port = 9001;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "With --client: the address to listen at; default localhost.")
  private String host = "localhost";

  @Option(names = "--tls", description = "With --client: listen for wss:// with a new certificate.")
  private boolean tls;

  @Option(
      names = "--command",
      paramLabel = "'COMMAND {url}'",
      description = "With --client: run it for each case, then report and end.")
  private String command = "";

  /** The options that both sides of the probe have. */
  record Common(Duration timeout, int jobs, CaseArguments cases, ReportArguments reports) {}

  /** Whether the command judges clients. */
  boolean isWanted() {
    return client;
  }

  /**
   * An option that belongs to the other side, in words; empty where there is none.
   *
   * @param given the names of all options that are given
   */
  Optional<String> foreign(List<String> given) {
    if (!client) {
      return given.stream()
          .filter(NAMES::contains)
          .map(name -> name + " needs --client")
          .findFirst();
    }
    return given.stream()
        .filter(name -> !isForClients(name))
        .map(name -> name + " is for servers, not for --client")
        .findFirst();
  }

  private static boolean isForClients(String name) {
    return Stream.of(NAMES, RunArguments.NAMES, CaseArguments.NAMES, ReportArguments.NAMES)
        .anyMatch(names -> names.contains(name));
  }

  /** What is wrong with the options, in words; empty where nothing is. */
  Optional<String> fault(Common common) {
    if (port < 0 || port > MAX_PORT) {
      return Optional.of("--port must be from 0 to " + MAX_PORT);
    }
    if (!command.isEmpty() && !command.contains(ClientCommand.URL)) {
      return Optional.of("--command must contain " + ClientCommand.URL);
    }
    List<String> names = ClientListing.names();
    return common.cases().only().stream()
        .filter(only -> names.stream().noneMatch(name -> (name + "/").startsWith(only)))
        .map(only -> "no case for clients lies at " + only + NearestName.suggestion(only, names))
        .findFirst();
  }

  /**
   * Lists, explains, or listens.
   *
   * @throws IOException if it cannot listen or write, with a message for people
   */
  int run(Common common, PrintWriter out) throws IOException {
    if (common.cases().isListed()) {
      ClientListing.write(options(common, List.of(), Optional.empty()), out);
      return GOOD;
    }
    if (!common.cases().explain().isEmpty()) {
      return explain(common.cases().explain(), out);
    }
    return tls ? withTls(common, out) : listen(common, Optional.empty(), out);
  }

  private static int explain(String address, PrintWriter out) throws IOException {
    if (!ClientListing.explain(address, out)) {
      throw new IOException(
          "no case for clients has the address "
              + address
              + NearestName.suggestion(address, ClientListing.names()));
    }
    return GOOD;
  }

  private int withTls(Common common, PrintWriter out) throws IOException {
    Path folder = Files.createTempDirectory("parley-probe");
    ServerCertificate certificate = ServerCertificate.make(folder);
    try {
      out.println("  The certificate is in " + certificate.file());
      return listen(common, Optional.of(certificate), out);
    } finally {
      Files.deleteIfExists(certificate.file());
      Files.deleteIfExists(folder);
    }
  }

  private int listen(Common common, Optional<ServerCertificate> certificate, PrintWriter out)
      throws IOException {
    ClientProbeOptions options = options(common, addresses(), certificate);
    Baseline baseline = common.reports().baseline(ClientListing.names());
    try (ClientProbe probe =
        ClientProbe.start(options, report -> shown(report, baseline, common, out))) {
      return command.isEmpty() ? serve(probe, out) : drive(probe, baseline, common, out);
    }
  }

  private ClientProbeOptions options(
      Common common, List<InetAddress> addresses, Optional<ServerCertificate> certificate) {
    return new ClientProbeOptions(
        addresses,
        port,
        common.timeout(),
        common.cases().only(),
        common.cases().isStrict(),
        certificate);
  }

  private List<InetAddress> addresses() throws IOException {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      throw new IOException("--host " + host + " is not an address of this machine", e);
    }
  }

  /** Runs until the process is told to end. */
  private static int serve(ClientProbe probe, PrintWriter out) {
    CountDownLatch end = new CountDownLatch(1);
    Thread hook = new Thread(end::countDown, "client-probe-end");
    Runtime.getRuntime().addShutdownHook(hook);
    String url = probe.url();
    out.println("  " + probe.count() + " cases for clients at " + url);
    out.println("  " + url + "/count              tells their number");
    out.println("  " + url + "/case/N?agent=NAME  plays one");
    out.println("  " + url + "/report?agent=NAME  reports here");
    out.println("  Ctrl+C ends it.");
    out.flush();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return GOOD;
  }

  private int drive(ClientProbe probe, Baseline baseline, Common common, PrintWriter out)
      throws IOException {
    boolean terminal = Terminal.isThere();
    Progress progress = new Progress(out, terminal, probe.count());
    Duration limit = common.timeout().multipliedBy(PROCESS_STEPS);
    try (ClientCommand run =
        new ClientCommand(probe, command, common.jobs(), limit, progress::step)) {
      run.await();
    }
    progress.end();
    Report report = probe.report(ClientCommand.AGENT).against(baseline);
    write(report, baseline, common, out);
    return report.isGood() ? GOOD : BAD;
  }

  private static synchronized void shown(
      Report report, Baseline baseline, Common common, PrintWriter out) {
    try {
      write(report.against(baseline), baseline, common, out);
    } catch (IOException e) {
      out.println("parley probe: " + e.getMessage());
      out.flush();
    }
  }

  private static void write(Report report, Baseline baseline, Common common, PrintWriter out)
      throws IOException {
    common.reports().write(report, baseline, out, Terminal.isThere() && Terminal.hasColour());
  }
}
