package io.parley.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.RawHead;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadRequestTest {
  private static final UnreadRequest.Limits LIMITS =
      new UnreadRequest.Limits(16_384, Duration.ofSeconds(10));

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itsHandshakeIsAsSecureAsItsConnection(boolean secure) {
    byte[] head = "GET /chat HTTP/1.1\r\nnocolon\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    UnreadRequest unread =
        new UnreadRequest("", RawHead.parse(head), "127.0.0.1", secure, 400, LIMITS);
    assertThat(unread.received().clientHandshake().secure()).isEqualTo(secure);
    assertThat(unread.received().effective().secure()).isEqualTo(secure);
  }
}
