package io.parley.page;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Limits how often the operator's token can be guessed. A token is always compared where its
 * address has sent no wrong one of late, so that no guesses keep the operator out from another
 * address. Thread-safe.
 */
final class GuessLimit {
  /** A minute, and at once, from one address. */
  static final int PER_ADDRESS = 10;

  /** A minute from all; beyond it an address has one guess, and no other while that counts. */
  static final int IN_ALL = 100;

  private static final String ALL = "";

  private final VisitorRateLimiter addresses;
  private final VisitorRateLimiter all;

  GuessLimit() {
    this(System::nanoTime);
  }

  GuessLimit(LongSupplier clock) {
    long minute = TimeUnit.MINUTES.toNanos(1);
    addresses = new VisitorRateLimiter(PER_ADDRESS, minute / PER_ADDRESS, clock);
    all = new VisitorRateLimiter(IN_ALL, minute / IN_ALL, clock);
  }

  /**
   * What became of a token.
   *
   * @param seconds to wait, where it was not compared
   */
  record Outcome(boolean right, OptionalInt seconds) {}

  /**
   * Compares, unless the address has guessed too often; one token at a time, so that each counts.
   */
  synchronized Outcome compare(String address, BooleanSupplier matches) {
    int seconds = addresses.seconds(address, all.seconds(ALL, IN_ALL) > 0 ? 1 : PER_ADDRESS);
    if (seconds > 0) {
      return new Outcome(false, OptionalInt.of(seconds));
    }
    boolean right = matches.getAsBoolean();
    if (!right) {
      addresses.count(address);
      all.count(ALL);
    }
    return new Outcome(right, OptionalInt.empty());
  }
}
