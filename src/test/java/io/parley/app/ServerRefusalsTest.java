package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.guard.Guard;
import io.parley.guard.UnreadRequest;
import io.parley.settings.BridgeAttributes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the embedded server hands over. */
class ServerRefusalsTest {
  private final ServerRefusals refusals =
      new ServerRefusals(
          Guard.only(List.of()), "", new UnreadRequest.Limits(16_384, Duration.ofSeconds(10)));

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUnreadRequestIsAsSecureAsItsConnection(boolean secure) {
    UnreadRequest unread =
        refusals.unread(
            Map.of(
                BridgeAttributes.HEAD,
                "GET / HTTP/1.1\r\nnocolon\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                BridgeAttributes.ADDRESS,
                "127.0.0.1",
                BridgeAttributes.SECURE,
                secure,
                BridgeAttributes.STATUS,
                400));
    assertThat(unread.secure()).isEqualTo(secure);
    assertThat(unread.status()).isEqualTo(400);
  }
}
