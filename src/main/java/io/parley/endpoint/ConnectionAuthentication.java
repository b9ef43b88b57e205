package io.parley.endpoint;

import io.parley.chat.TokenPrincipal;
import io.parley.subprotocol.Peer.Authentication;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The user as whom one connection's client is authenticated, and until when. An authentication
 * without an end schedules nothing. Thread-safe.
 */
final class ConnectionAuthentication {
  /** How long before its end the client is told of it. */
  static final Duration NOTICE = Duration.ofSeconds(60);

  /** Listens to the end of the authentication. Called on the timer's thread; it must not block. */
  interface Listener {
    /** The authentication ends soon, unless it is renewed. Told once for each end. */
    void expiring(Instant expiry);

    /** The authentication has ended. */
    void expired();
  }

  /** An authentication. */
  private record Current(Optional<Principal> principal, Optional<Instant> expiry) {}

  private final TimerWheel wheel;
  private final Listener listener;
  private volatile Current current;

  // Guarded by this.
  private Optional<TimerWheel.Timeout> timeout = Optional.empty();
  private boolean started;
  private boolean ended;

  /**
   * @param principal empty for an anonymous client
   * @param expiry empty where the authentication never ends
   */
  ConnectionAuthentication(
      Optional<Principal> principal,
      Optional<Instant> expiry,
      TimerWheel wheel,
      Listener listener) {
    this.current = new Current(principal, expiry);
    this.wheel = wheel;
    this.listener = listener;
  }

  Optional<Principal> principal() {
    return current.principal();
  }

  /** Whether the authentication has ended, so that nothing may be sent or handled. */
  boolean hasExpired() {
    Optional<Instant> expiry = current.expiry();
    return expiry.isPresent() && System.currentTimeMillis() >= expiry.get().toEpochMilli();
  }

  /** Tells the listener of the end from now on. */
  synchronized void start() {
    started = true;
    schedule();
  }

  /**
   * Replaces the authentication by another of the same user. That of an anonymous client is
   * replaced by any.
   *
   * @param counts counts the connection as one of a user who was anonymous; returns false where
   *     that has too many. It must take no lock of a connection
   * @return whether it is replaced; otherwise nothing changes
   */
  synchronized Authentication renew(
      Principal principal, Optional<Instant> expiry, Predicate<Principal> counts) {
    boolean isSame = current.principal().map(known -> isSame(known, principal)).orElse(true);
    if (!isSame || ended || hasExpired()) {
      return Authentication.REFUSED;
    }
    if (current.principal().isEmpty() && !counts.test(principal)) {
      return Authentication.TOO_MANY;
    }
    current = new Current(Optional.of(principal), expiry);
    schedule();
    return Authentication.ACCEPTED;
  }

  /** Tells the listener nothing more, because the connection has ended. */
  synchronized void end() {
    ended = true;
    timeout.ifPresent(TimerWheel.Timeout::cancel);
    timeout = Optional.empty();
  }

  /** Whether two principals are one user; a container's user is none of a token's. */
  private static boolean isSame(Principal one, Principal other) {
    return one.getName().equals(other.getName())
        && one instanceof TokenPrincipal == other instanceof TokenPrincipal;
  }

  private void schedule() {
    timeout.ifPresent(TimerWheel.Timeout::cancel);
    timeout = Optional.empty();
    if (started && !ended) {
      current.expiry().ifPresent(expiry -> schedule(expiry.minus(NOTICE), () -> notice(expiry)));
    }
  }

  private void schedule(Instant at, Runnable task) {
    timeout = Optional.of(wheel.schedule(at.toEpochMilli(), task));
  }

  private void notice(Instant expiry) {
    if (isDue(expiry, () -> schedule(expiry, () -> end(expiry)))) {
      listener.expiring(expiry);
    }
  }

  private void end(Instant expiry) {
    if (isDue(expiry, () -> {})) {
      listener.expired();
    }
  }

  /** Whether an end has not been replaced by a renewal in the meantime; then runs what is next. */
  private synchronized boolean isDue(Instant expiry, Runnable next) {
    boolean due = !ended && current.expiry().equals(Optional.of(expiry));
    if (due) {
      next.run();
    }
    return due;
  }
}
