package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserQuotasTest {
  private static UserQuotas connections(int most) {
    return new UserQuotas(new UserLimits(most, 10, 0), 1_000);
  }

  @Test
  void aUserHasNoMoreThanItMay() {
    UserQuotas quotas = connections(1);
    assertThat(quotas.take("ann")).isTrue();
    assertThat(quotas.full("ann")).isTrue();
    assertThat(quotas.take("ann")).isFalse();
    assertThat(quotas.full("bob")).isFalse();
    assertThat(quotas.take("bob")).isTrue();
    quotas.give("ann");
    assertThat(quotas.take("ann")).isTrue();
  }

  @Test
  void zeroIsAnyNumber() {
    UserQuotas quotas = connections(0);
    assertThat(IntStream.range(0, 1_000).allMatch(i -> quotas.take("ann"))).isTrue();
    assertThat(quotas.full("ann")).isFalse();
  }

  @Test
  void manyAtOnceTakeNoMoreThanThereAre() {
    UserQuotas quotas = connections(100);
    assertThat(IntStream.range(0, 10_000).parallel().filter(i -> quotas.take("ann")).count())
        .isEqualTo(100);
  }

  @Test
  void aUserWhoComesBackGetsNoNewBurst() {
    UserQuotas quotas = connections(1);
    quotas.take("ann");
    RateLimiter first = quotas.rateLimiter("ann");
    quotas.give("ann");
    quotas.take("ann");
    assertThat(quotas.rateLimiter("ann")).isSameAs(first);
  }

  /** One who has sent too much is remembered longer than the many who sent nothing. */
  @Test
  void usersWhoLeftAreForgottenWhenTheirRatesAreRestored() {
    UserQuotas quotas = connections(1);
    quotas.take("ann");
    RateLimiter busy = quotas.rateLimiter("ann");
    for (int i = 0; i < 1_000_000; i++) {
      busy.allows(1, System.nanoTime());
    }
    quotas.give("ann");
    for (int i = 0; i < 10_000; i++) {
      quotas.take("user " + i);
      quotas.give("user " + i);
    }
    assertThat(quotas.size()).isLessThan(1_100);
    assertThat(quotas.rateLimiter("ann")).isSameAs(busy);
  }

  @Test
  void theDelayIsThatOfWhatIsTooMuch() {
    RateLimiter limiter = RateLimiter.of(new UserLimits(0, 10, 2_000), 1_000);
    long now = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      assertThat(limiter.allows(1, now)).isTrue();
    }
    assertThat(limiter.delay()).isZero();
    assertThat(limiter.allows(1, now)).isFalse();
    assertThat(limiter.delay().toMillis()).isEqualTo(100);
    limiter.charge(6_000);
    assertThat(limiter.delay().toMillis()).isBetween(1_990L, 2_010L);
    assertThat(limiter.allows(1, now + TimeUnit.SECONDS.toNanos(3))).isTrue();
    assertThat(limiter.isRestored(now + TimeUnit.SECONDS.toNanos(3))).isFalse();
    assertThat(limiter.isRestored(now + TimeUnit.SECONDS.toNanos(10))).isTrue();
  }

  @Test
  void noLimitIsNegative() {
    assertThatThrownBy(() -> new UserLimits(-1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
