package io.parley.league;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.CaseResult;
import io.parley.probe.Probe;
import io.parley.probe.ProbeOptions;
import io.parley.probe.ProbeTarget;
import io.parley.probe.Report;
import io.parley.probe.Section;
import io.parley.probe.http2.TunnelSections;
import io.parley.probe.section.Sections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Probes every server of the league and writes its page. */
class LeagueIT {
  private static final List<Section> SECTIONS = Sections.all();
  private static final List<Section> TUNNELS = TunnelSections.all();
  private static final Map<Entrant, Report> REPORTS = new LinkedHashMap<>();
  private static final Map<Entrant, Report> OVER_HTTP_2 = new LinkedHashMap<>();

  @BeforeAll
  static void probeAll() throws IOException {
    probe(Entrant.all(), SECTIONS, REPORTS);
    probe(Entrant.overHttp2(), TUNNELS, OVER_HTTP_2);
    Files.writeString(
        Path.of(System.getProperty("league.page")),
        LeaguePage.of(new LeagueTable(REPORTS, SECTIONS), new LeagueTable(OVER_HTTP_2, TUNNELS)));
  }

  private static void probe(
      List<Entrant> entrants, List<Section> sections, Map<Entrant, Report> reports)
      throws IOException {
    for (Entrant entrant : entrants) {
      try (Entrant.Running server = entrant.start()) {
        reports.put(entrant, probe(server.port(), sections));
      }
    }
  }

  private static Report probe(int port, List<Section> sections) throws IOException {
    ProbeOptions plain = ProbeOptions.of(ProbeTarget.parse("ws://localhost:" + port + "/echo"));
    ProbeOptions options =
        new ProbeOptions(
            plain.probeTarget(),
            List.of(),
            List.of(),
            List.of("soap", "wamp"),
            plain.timeout(),
            plain.jobs(),
            List.of(),
            true);
    return Probe.run(options, sections, finding -> {});
  }

  @Test
  void everyServerAcceptsThePlainHandshake() {
    REPORTS.forEach(
        (entrant, report) ->
            assertThat(report.failures())
                .as(entrant.title())
                .extracting(LeagueIT::address)
                .doesNotContain("rfc6455/4.2.2/1"));
  }

  @Test
  void jettyAndNodeOfferWebSocketsOverHttp2() {
    OVER_HTTP_2.forEach(
        (entrant, report) -> {
          boolean accepts =
              report.failures().stream().map(LeagueIT::address).noneMatch("rfc8441/4/1"::equals);
          assertThat(accepts)
              .as(entrant.title())
              .isEqualTo(entrant.name().matches("Jetty|Node http2"));
        });
  }

  @Test
  void parleyFailsNothing() {
    assertThat(failures("")).isEmpty();
  }

  @Test
  void oldWsOmitsTheVersionsItSpeaksAndTheNewestDoesNot() {
    assertThat(failures(System.getProperty("league.ws.old"))).contains("rfc6455/4.4/1");
    assertThat(failures(System.getProperty("league.ws.new"))).doesNotContain("rfc6455/4.4/1");
  }

  /** By version: Parley's own is left empty. */
  private static List<String> failures(String version) {
    return REPORTS.entrySet().stream()
        .filter(each -> each.getKey().version().equals(version))
        .flatMap(each -> each.getValue().failures().stream())
        .map(LeagueIT::address)
        .toList();
  }

  private static String address(CaseResult finding) {
    return finding.subject().address().toString();
  }
}
