package io.parley.chat;

import java.util.Optional;

/** A peer that reads everything at once, or nothing while it is stalled. */
final class Straw implements Outbox {
  /** The most that ever waited while it was not stalled by the test. */
  int most;

  private int waiting;
  private boolean stalled;
  private boolean looping;
  private Optional<Runnable> task = Optional.empty();

  @Override
  public synchronized void queue(Payload payload) {
    waiting++;
    most = Math.max(most, waiting);
  }

  @Override
  public void flush() {}

  void whenSent(Runnable next) {
    synchronized (this) {
      task = Optional.of(next);
    }
    loop();
  }

  synchronized void stall() {
    stalled = true;
  }

  void read() {
    synchronized (this) {
      stalled = false;
      waiting = 0;
    }
    loop();
  }

  private void loop() {
    synchronized (this) {
      if (looping) {
        return;
      }
      looping = true;
    }
    for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
      next.get().run();
    }
  }

  private synchronized Optional<Runnable> next() {
    Optional<Runnable> next = stalled ? Optional.empty() : task;
    if (next.isPresent()) {
      task = Optional.empty();
      waiting = 0;
    } else {
      looping = false;
    }
    return next;
  }
}
