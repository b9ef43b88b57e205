package io.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.TokenPrincipal;
import io.parley.identity.Verification.Valid;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Time and bounds of tickets. */
class TicketsTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
  private final Tickets tickets = new Tickets(now::get);

  private static Valid login(String user) {
    return new Valid(
        new TokenPrincipal(user, Optional.empty(), Set.of(), Optional.empty()), Instant.MAX);
  }

  private Optional<String> issue(String user) {
    return tickets.issue(login(user), Optional.empty());
  }

  @Test
  void livesForThirtySeconds() {
    String early = issue("ann").orElseThrow();
    String late = issue("ann").orElseThrow();
    now.addAndGet(Tickets.LIFE.toNanos() - 1);
    assertThat(tickets.use(early, Optional.empty())).isPresent();
    now.addAndGet(1);
    assertThat(tickets.use(late, Optional.empty())).isEmpty();
  }

  @Test
  void isUsedUpByAnotherOrigin() {
    String ticket = issue("ann").orElseThrow();
    assertThat(tickets.use(ticket, Optional.of("https://a.example"))).isEmpty();
    assertThat(tickets.use(ticket, Optional.empty())).isEmpty();
  }

  @Test
  void isBoundedForAUserAndForAll() {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < Tickets.MOST_OF_ONE; i++) {
      all.add(issue("ann").orElseThrow());
    }
    assertThat(all).hasSize(Tickets.MOST_OF_ONE);
    assertThat(issue("ann")).isEmpty();
    assertThat(tickets.use(all.iterator().next(), Optional.empty())).isPresent();
    assertThat(issue("ann")).isPresent();
    for (int i = Tickets.MOST_OF_ONE; i < Tickets.MOST; i++) {
      assertThat(issue("user" + i)).isPresent();
    }
    assertThat(issue("zoe")).isEmpty();
    now.addAndGet(Tickets.LIFE.toNanos());
    assertThat(issue("ann")).isPresent();
  }
}
