package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionQuotaTest {
  @Test
  void noMoreThanThereAreAreTaken() {
    ConnectionQuota connectionQuota =
        new ConnectionQuota(new ConnectionLimits(2, 0, 0, UserLimits.NONE));
    assertThat(connectionQuota.take("a")).isTrue();
    assertThat(connectionQuota.full()).isFalse();
    assertThat(connectionQuota.take("a")).isTrue();
    assertThat(connectionQuota.full()).isTrue();
    assertThat(connectionQuota.take("b")).isFalse();
    connectionQuota.give("a");
    assertThat(connectionQuota.take("b")).isTrue();
  }

  @Test
  void oneAddressHasNoMoreThanItMay() {
    ConnectionQuota connectionQuota =
        new ConnectionQuota(new ConnectionLimits(10, 1, 0, UserLimits.NONE));
    assertThat(connectionQuota.take("a")).isTrue();
    assertThat(connectionQuota.full("a")).isTrue();
    assertThat(connectionQuota.take("a")).isFalse();
    assertThat(connectionQuota.full("b")).isFalse();
    assertThat(connectionQuota.take("b")).isTrue();
    connectionQuota.give("a");
    assertThat(connectionQuota.take("a")).isTrue();
  }

  @Test
  void manyAtOnceTakeNoMoreThanThereAre() {
    ConnectionQuota connectionQuota =
        new ConnectionQuota(new ConnectionLimits(100, 0, 0, UserLimits.NONE));
    long taken =
        IntStream.range(0, 10_000).parallel().filter(i -> connectionQuota.take("a")).count();
    assertThat(taken).isEqualTo(100);
  }

  @Test
  void thereIsRoomForOneAtLeast() {
    assertThatThrownBy(() -> new ConnectionLimits(0, 0, 0, UserLimits.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no room for a connection");
  }
}
