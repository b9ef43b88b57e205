package io.parley.league;

import io.parley.load.BenchmarkRun;
import io.parley.load.MeasuredServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code mvn -P performance verify}: what the servers of the league and Parley cost. */
public final class PerformanceRun {
  /** Without the limits that would slow the load down. */
  private static final List<String> UNLIMITED =
      List.of("--message-rate", "0", "--byte-rate", "0", "--max-members", "20000");

  /**
   * The properties with their versions. Netty first: the others are compared with it. Of several
   * versions of a server only one is measured.
   */
  private static final List<String> PEERS =
      List.of("netty", "ws.new", "undertow", "tomcat", "jetty", "tyrus");

  private PerformanceRun() {}

  public static void main(String[] arguments) throws IOException {
    Files.createDirectories(Path.of(System.getProperty("league.folder")));
    Path page = Path.of(System.getProperty("performance.page"));
    Path draft = Path.of(System.getProperty("performance.draft"));
    if (!BenchmarkRun.run(servers(), page, draft)) {
      System.err.println("Parley failed a check: see its page.");
      System.exit(1);
    }
  }

  private static List<MeasuredServer> servers() {
    List<MeasuredServer> servers = new ArrayList<>();
    servers.add(measured("parley", "", UNLIMITED));
    PEERS.forEach(
        peer -> servers.add(measured(peer, System.getProperty("league." + peer), List.of())));
    return servers;
  }

  private static MeasuredServer measured(String property, String version, List<String> options) {
    return Entrant.all().stream()
        .filter(each -> version.equals(each.version()))
        .filter(each -> property.startsWith(each.name().toLowerCase(Locale.ROOT)))
        .map(each -> new MeasuredServer(each.name(), version, join(each.command(), options)))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> join(List<String> command, List<String> options) {
    return Stream.concat(command.stream(), options.stream()).toList();
  }
}
