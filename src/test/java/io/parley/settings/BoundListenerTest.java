package io.parley.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the embedded server says of a listener, and what is derived from it. */
class BoundListenerTest {
  private static BoundListener listener(int port, boolean secure) {
    return new BoundListener(
        InetAddress.getLoopbackAddress(), port, secure, List.of("h2", "http/1.1"));
  }

  @ParameterizedTest
  @CsvSource({
    "80, false, http://a.example/",
    "443, false, http://a.example:443/",
    "8080, false, http://a.example:8080/",
    "443, true, https://a.example/",
    "80, true, https://a.example:80/",
    "8443, true, https://a.example:8443/"
  })
  void theUrlHasTheSchemeOfTheListenerAndNoDefaultPort(int port, boolean secure, String url) {
    assertThat(listener(port, secure).url("a.example")).isEqualTo(url);
  }

  @Test
  void itGoesOverTheBridgeAsJdkTypesAndComesBackEqual() throws UnknownHostException {
    BoundListener listener =
        new BoundListener(
            InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}),
            8443,
            true,
            List.of("h2", "http/1.1"));
    Map<String, Object> map = listener.toMap();
    assertThat(map)
        .containsEntry("port", 8443)
        .containsEntry("secure", true)
        .containsEntry("protocols", List.of("h2", "http/1.1"));
    assertThat(map.values())
        .allMatch(value -> value.getClass().getClassLoader() == null, "loaded by the JDK");
    assertThat(BoundListener.of(map)).isEqualTo(listener);
  }
}
