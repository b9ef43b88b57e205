package io.parley.page;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Limits guesses of the operator's token. A token is always compared where its address has sent no
 * wrong one recently, so that guesses from other addresses do not lock out the operator.
 * Thread-safe.
 */
final class GuessLimit {
  /** Guesses a minute from one address, also as a burst. */
  static final int PER_ADDRESS = 10;

  /**
   * Guesses a minute from all addresses; beyond it an address has one guess, and no other while
   * that counts.
   */
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
   * The outcome of a guess.
   *
   * @param seconds to wait, where the token was not compared
   */
  record Outcome(boolean right, OptionalInt seconds) {}

  /**
   * Compares a token, unless the address has guessed too often. Compares one token at a time, so
   * that each counts.
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
