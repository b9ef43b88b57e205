package io.parley.probe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.Report;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClientRecordsTest {
  private final ClientProbeOptions options =
      new ClientProbeOptions(
          List.of(InetAddress.getLoopbackAddress()),
          0,
          Duration.ofMillis(1),
          List.of("rfc6455/5.1"),
          false,
          Optional.empty());
  private final ClientRecords records = new ClientRecords(options, ClientProbe.cases(options));

  @Test
  void saysWhichCaseHasNotEndedInTime() {
    records.of("slow").begin(2, "key");
    assertThat(whys(records.report("slow", "ws://localhost")))
        .containsExactly("the client did not run it", "its connection has not ended");
    records.of("slow").end(2);
    assertThat(whys(records.report("slow", "ws://localhost")))
        .containsOnly("the client did not run it");
  }

  @Test
  void knowsTheKeyOfAConnectionThatIsUnderWay() {
    ClientRecord client = records.of("parallel");
    assertThat(client.begin(1, "key").keys()).isEmpty();
    assertThat(client.begin(2, "key").keys()).containsExactly("key");
  }

  private static List<String> whys(Report report) {
    return report.findings().stream().map(finding -> finding.caseOutcome().why()).toList();
  }
}
