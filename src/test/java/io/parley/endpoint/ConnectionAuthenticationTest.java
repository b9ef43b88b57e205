package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.TokenPrincipal;
import io.parley.subprotocol.Peer.Authentication;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The wheel is turned by the tests, so that no test waits. */
class ConnectionAuthenticationTest implements ConnectionAuthentication.Listener {
  private final Instant now = Instant.now();

  private final TimerWheel wheel = new TimerWheel(250, now.toEpochMilli());
  private final List<String> told = new ArrayList<>();

  @Override
  public void expiring(Instant expiry) {
    told.add("expiring " + (expiry.getEpochSecond() - now.getEpochSecond()));
  }

  @Override
  public void expired() {
    told.add("expired");
  }

  private static Principal user(String name) {
    return new TokenPrincipal(name, Optional.empty(), Set.of(), Optional.empty());
  }

  private ConnectionAuthentication of(Optional<Principal> principal, Optional<Long> seconds) {
    ConnectionAuthentication made =
        new ConnectionAuthentication(principal, seconds.map(now::plusSeconds), wheel, this);
    made.start();
    return made;
  }

  private void at(long seconds) {
    wheel.advance(now.plusSeconds(seconds).toEpochMilli());
  }

  @Test
  void whatNeverEndsSchedulesNothing() {
    of(Optional.of(user("ann")), Optional.empty());
    of(Optional.empty(), Optional.empty());
    assertThat(wheel.waiting()).isZero();
  }

  @Test
  void theEndIsToldAMinuteBeforeAndThenItself() {
    of(Optional.of(user("ann")), Optional.of(100L));
    at(39);
    assertThat(told).isEmpty();
    at(41);
    assertThat(told).containsExactly("expiring 100");
    at(99);
    assertThat(told).hasSize(1);
    at(100);
    at(200);
    assertThat(told).containsExactly("expiring 100", "expired");
    assertThat(wheel.waiting()).isZero();
  }

  @Test
  void aShortAuthenticationIsToldOfAtOnce() {
    of(Optional.of(user("ann")), Optional.of(20L));
    at(1);
    assertThat(told).containsExactly("expiring 20");
  }

  @Test
  void aRenewalReplacesTheEnd() {
    ConnectionAuthentication ann = of(Optional.of(user("ann")), Optional.of(100L));
    at(50);
    assertThat(ann.renew(user("ann"), Optional.of(now.plusSeconds(500)), user -> false))
        .isEqualTo(Authentication.ACCEPTED);
    at(400);
    assertThat(told).containsExactly("expiring 100");
    at(441);
    assertThat(told).containsExactly("expiring 100", "expiring 500");
    assertThat(ann.renew(user("ann"), Optional.empty(), user -> false))
        .isEqualTo(Authentication.ACCEPTED);
    assertThat(wheel.waiting()).isZero();
  }

  @Test
  void noOtherUserRenews() {
    ConnectionAuthentication ann = of(Optional.of(user("ann")), Optional.of(100L));
    assertThat(ann.renew(user("bob"), Optional.empty(), user -> true))
        .isEqualTo(Authentication.REFUSED);
    assertThat(ann.renew(() -> "ann", Optional.empty(), user -> true))
        .isEqualTo(Authentication.REFUSED);
    at(100);
    at(101);
    assertThat(told).contains("expired");
  }

  @Test
  void anAnonymousClientBecomesAnybodyAndThenStays() {
    ConnectionAuthentication guest = of(Optional.empty(), Optional.empty());
    Optional<Instant> end = Optional.of(now.plusSeconds(600));
    assertThat(guest.renew(user("ann"), end, user -> false)).isEqualTo(Authentication.TOO_MANY);
    assertThat(guest.principal()).isEmpty();
    assertThat(guest.renew(user("ann"), end, user -> true)).isEqualTo(Authentication.ACCEPTED);
    assertThat(guest.principal().map(Principal::getName)).contains("ann");
    assertThat(guest.renew(user("bob"), Optional.empty(), user -> true))
        .isEqualTo(Authentication.REFUSED);
  }

  @Test
  void whatHasEndedIsNotRenewed() {
    ConnectionAuthentication ann = of(Optional.of(user("ann")), Optional.of(-1L));
    assertThat(ann.hasExpired()).isTrue();
    assertThat(ann.renew(user("ann"), Optional.empty(), user -> true))
        .isEqualTo(Authentication.REFUSED);
  }

  @Test
  void aConnectionThatHasEndedLeavesNothingInTheWheel() {
    ConnectionAuthentication ann = of(Optional.of(user("ann")), Optional.of(100L));
    ann.end();
    assertThat(wheel.waiting()).isZero();
    assertThat(ann.renew(user("ann"), Optional.of(now.plusSeconds(500)), user -> true))
        .isEqualTo(Authentication.REFUSED);
    ann.start();
    at(1_000);
    assertThat(told).isEmpty();
  }
}
