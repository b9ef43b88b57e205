package io.parley.journal;

import io.parley.handshake.Trace;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Hears of every handshake. It is called on the handshake's own thread and must not block. */
public interface Witness {

  /** Before the answer is sent. */
  void judged(Entry entry);

  /** The container could not do what was decided; maybe for a handshake that is not known. */
  default void amended(String id, Trace trace, Reply reply) {}

  /** An accepted connection ended; maybe of a handshake that is not known. */
  void ended(String id, Ending ending);

  /** One that remembers nothing. */
  static Witness none() {
    return all();
  }

  /**
   * All of these. What one of them throws is logged, and neither the others nor the caller see it.
   */
  static Witness all(Witness... witnesses) {
    return new All(List.of(witnesses));
  }

  /** Keeps handshakes apart from what happens to those who watch. */
  record All(List<Witness> witnesses) implements Witness {
    private static final Logger LOG = System.getLogger("io.parley.journal");

    /** Handshakes come in numbers: at most one line a second. */
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private static final AtomicLong NEXT_LINE = new AtomicLong(System.nanoTime());

    @Override
    public void judged(Entry entry) {
      tell(entry.id(), witness -> witness.judged(entry));
    }

    @Override
    public void amended(String id, Trace trace, Reply reply) {
      tell(id, witness -> witness.amended(id, trace, reply));
    }

    @Override
    public void ended(String id, Ending ending) {
      tell(id, witness -> witness.ended(id, ending));
    }

    private void tell(String id, Consumer<Witness> what) {
      for (Witness witness : witnesses) {
        try {
          what.accept(witness);
        } catch (RuntimeException fault) {
          note(id, fault);
        }
      }
    }

    private static void note(String id, RuntimeException fault) {
      long next = NEXT_LINE.get();
      long now = System.nanoTime();
      if (now - next >= 0 && NEXT_LINE.compareAndSet(next, now + PAUSE)) {
        LOG.log(Level.ERROR, "handshake " + id + " was not recorded", WordlessFault.of(fault));
      }
    }
  }
}
