package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handshake.AllowedOrigins;
import io.parley.http.Authority;
import io.parley.http.ListenerPort;
import io.parley.http.Origin;
import io.parley.settings.BadSettings;
import io.parley.settings.BoundListener;
import io.parley.settings.Settings;
import io.parley.tool.FakeContext;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the web application learns of the embedded server's listeners. */
class DeploymentContextTest {
  private static final BoundListener SECURE =
      new BoundListener(InetAddress.getLoopbackAddress(), 8443, true, List.of("http/1.1"));

  @Test
  void theListenersComeOverTheBridgeWithTheirPortsAndSecurity() {
    DeploymentContext context =
        new DeploymentContext(
            FakeContext.answering(Map.of("getAttribute", List.of(SECURE.toMap()))));
    assertThat(context.listeners()).containsExactly(SECURE);
    assertThat(context.ports()).containsExactly(new ListenerPort(8443, true));
    assertThat(context.isEmbedded()).isTrue();
  }

  @Test
  void aContainerHasNone() {
    DeploymentContext context = new DeploymentContext(FakeContext.with(Map.of()));
    assertThat(context.listeners()).isEmpty();
    assertThat(context.isEmbedded()).isFalse();
  }

  @Test
  void aPageOfASecureListenerIsOwnOnlyWithHttps() {
    BadSettings bad = new BadSettings();
    Settings settings =
        Settings.read(Map.of(), name -> Optional.empty(), name -> Optional.empty(), bad);
    AllowedOrigins origins =
        new PolicyFactory(settings, List.of(SECURE), bad).policy().allowedOrigins();
    assertThat(isOwn(origins, "https://localhost:8443")).isTrue();
    assertThat(isOwn(origins, "http://localhost:8443")).isFalse();
  }

  private static boolean isOwn(AllowedOrigins origins, String page) {
    Origin.Tuple origin = (Origin.Tuple) Origin.parse(page).valid().orElseThrow();
    return origins.isOwn(origin, Authority.parse("localhost:5000").valid().orElseThrow(), false);
  }
}
