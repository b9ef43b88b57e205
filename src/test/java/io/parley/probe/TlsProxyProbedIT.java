package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.section.Sections;
import io.parley.probe.transport.Connector;
import io.parley.probe.transport.TlsOptions;
import io.parley.tool.RunningParley;
import io.parley.tool.TestCertificate;
import io.parley.tool.TlsProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parley behind the TLS of a real proxy, probed with wss. */
@Timeout(120)
final class TlsProxyProbedIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = "NGINX")
  void whatReachesParleyIsJudgedAsWithoutTls(TlsProxy.Kind kind) throws Exception {
    boolean required = "required".equals(System.getenv("TEST_PROXIES"));
    Assumptions.assumeTrue(kind.installed().isPresent() || required, kind + " is not installed");
    TestCertificate certificate = TestCertificate.local(folder);
    Path authority = certificate.writeTo(folder.resolve("authority.pem"));
    Path work = Files.createDirectory(folder.resolve("proxy"));
    try (RunningParley parley = RunningParley.start("--port", "0", "--trusted-proxy", "127.0.0.1");
        TlsProxy proxy = TlsProxy.start(kind, work, certificate, parley.port(0))) {
      ProbeOptions options =
          new ProbeOptions(
              ProbeTarget.parse("wss://localhost:" + proxy.port() + "/echo"),
              List.of(),
              List.of(),
              List.of("soap", "wamp"),
              Duration.ofSeconds(10),
              4,
              List.of("rfc6455/4.4", "rfc6455/11.3.4", "rfc7692"),
              true,
              new Connector(
                  new TlsOptions(Optional.of(authority), false, Optional.empty()),
                  Optional.empty()));
      Report report = Probe.run(options, Sections.all(), each -> {});
      assertThat(report.failures())
          .extracting(each -> each.subject().address() + " " + each.caseOutcome().why())
          .isEmpty();
      assertThat(report.findings())
          .filteredOn(each -> each.caseOutcome().isPassed())
          .hasSizeGreaterThan(50);
    }
  }
}
