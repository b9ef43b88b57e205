package io.parley.clientleague;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.Report;
import io.parley.probe.client.ClientProbe;
import io.parley.probe.client.ClientProbeOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Drives every client of the league through all cases and writes the page. */
class ClientLeagueIT {
  /** Clients at a time: most of the time a client waits, or is waited for. */
  private static final int AT_ONCE = 7;

  /** How long a client may take for each step of a case. */
  private static final Duration STEP = Duration.ofSeconds(4);

  /** Milliseconds; all polls together take longer than any case. */
  private static final long POLL = 100;

  private static final int POLLS = 400;

  private static final Path FOLDER = Path.of(System.getProperty("client-league.folder"));
  private static final Path PAGE = Path.of(System.getProperty("client-league.page"));
  private static final Map<Contestant, ClientResult> RESULTS = new LinkedHashMap<>();

  @BeforeAll
  static void driveAll() throws Exception {
    Path logs = Files.createDirectories(FOLDER.resolve("logs"));
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try (ClientProbe probe = ClientProbe.start(options(), report -> {})) {
      List<Callable<ClientResult>> runs = new ArrayList<>();
      Contestant.all().forEach(each -> runs.add(() -> drive(each, probe, logs)));
      for (Future<ClientResult> each : threads.invokeAll(runs)) {
        RESULTS.put(each.get().contestant(), each.get());
      }
    } finally {
      threads.shutdownNow();
    }
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Files.writeString(PAGE, new ClientLeagueTable(RESULTS.values(), today).page());
  }

  private static ClientProbeOptions options() {
    return new ClientProbeOptions(
        List.of(InetAddress.getLoopbackAddress()), 0, STEP, List.of(), false, Optional.empty());
  }

  private static ClientResult drive(Contestant contestant, ClientProbe probe, Path logs)
      throws IOException, InterruptedException {
    Path log = logs.resolve(contestant.name() + ".log");
    Files.writeString(log, "");
    Optional<Driver.Run> run = new Driver(contestant, log, probe.url()).playAll(probe.count());
    if (run.isEmpty()) {
      String why = String.join(" ", Files.readAllLines(log)).strip();
      System.out.println("NOTICE: " + contestant.title() + " is left out: " + why);
      return ClientResult.leftOut(contestant, why);
    }
    return ClientResult.of(contestant, run.get(), report(contestant, probe));
  }

  /** Once all cases are judged: a client may know that it has failed before the prober does. */
  private static Report report(Contestant contestant, ClientProbe probe)
      throws InterruptedException {
    for (int i = 0; i < POLLS && !isJudged(contestant, probe); i++) {
      TimeUnit.MILLISECONDS.sleep(POLL);
    }
    return probe.report(contestant.name());
  }

  private static boolean isJudged(Contestant contestant, ClientProbe probe) {
    return IntStream.rangeClosed(1, probe.count())
        .allMatch(number -> probe.result(contestant.name(), number).isPresent());
  }

  @Test
  void everyClientThatIsInstalledPlaysEveryCase() {
    RESULTS.values().stream()
        .filter(ClientResult::isThere)
        .forEach(each -> assertThat(each.notRun()).as(each.contestant().title()).isEmpty());
  }

  @Test
  void everyClientThatIsInstalledOpensThePlainHandshake() {
    RESULTS.values().stream()
        .filter(ClientResult::isThere)
        .forEach(
            each ->
                assertThat(each.findings().get(0).caseOutcome().isPassed())
                    .as(each.contestant().title())
                    .isTrue());
  }
}
