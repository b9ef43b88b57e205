package io.parley.identity;

import io.parley.identity.Verification.Valid;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Tickets of 128 bits, each of which opens one WebSocket within {@link #LIFE}. They live in the
 * memory of this server. Thread-safe.
 */
final class Tickets {
  static final Duration LIFE = Duration.ofSeconds(30);

  /** Tickets at once. */
  static final int MOST = 10_000;

  /** Tickets at once of one user, so that none can use up those of all others. */
  static final int MOST_OF_ONE = 100;

  private static final int BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final LongSupplier nanos;

  /** In the order of their ends. Guarded by this, like the counts. */
  private final Map<String, Ticket> tickets = new LinkedHashMap<>();

  /** Of unused tickets, by the user's id. */
  private final Map<String, Integer> counts = new HashMap<>();

  /**
   * @param origin of the page that it was given to; empty where no page asked for it
   */
  private record Ticket(String value, Valid login, Optional<String> origin, long end) {}

  /**
   * @param nanos a monotonic clock, in nanoseconds
   */
  Tickets(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Issues a ticket; empty where too many are unused. */
  synchronized Optional<String> issue(Valid login, Optional<String> origin) {
    long now = nanos.getAsLong();
    removeEnded(now);
    String user = login.principal().id();
    if (tickets.size() >= MOST || counts.getOrDefault(user, 0) >= MOST_OF_ONE) {
      return Optional.empty();
    }
    Ticket ticket = new Ticket(random(), login, origin, now + LIFE.toNanos());
    tickets.put(ticket.value(), ticket);
    counts.merge(user, 1, Integer::sum);
    return Optional.of(ticket.value());
  }

  /**
   * Uses a ticket up, also where it does not fit. Of several calls at once, one gets the login.
   *
   * @param origin of the handshake
   */
  synchronized Optional<Valid> use(String value, Optional<String> origin) {
    removeEnded(nanos.getAsLong());
    Optional<Ticket> ticket = Optional.ofNullable(tickets.remove(value));
    ticket.ifPresent(this::count);
    return ticket.filter(used -> used.origin().equals(origin)).map(Ticket::login);
  }

  private void removeEnded(long now) {
    Iterator<Ticket> oldest = tickets.values().iterator();
    while (oldest.hasNext()) {
      Ticket ticket = oldest.next();
      if (now - ticket.end() < 0) {
        return;
      }
      oldest.remove();
      count(ticket);
    }
  }

  /** Counts a ticket that was removed. */
  private void count(Ticket removed) {
    counts.computeIfPresent(
        removed.login().principal().id(), (user, count) -> count == 1 ? null : count - 1);
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
