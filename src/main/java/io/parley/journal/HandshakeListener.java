package io.parley.journal;

import io.parley.handshake.Trace;
import io.parley.logging.RedactedFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A listener for every handshake. It is called on the handshake's own thread and must not block.
 */
public interface HandshakeListener {

  /** A handshake was judged; called before the response is sent. */
  void judged(HandshakeRecord handshakeRecord);

  /** The container could not apply the decision. The id may be unknown. */
  default void amended(String id, Trace trace, RecordedResponse recordedResponse) {}

  /** An accepted connection ended. The id may be unknown. */
  void ended(String id, ConnectionEnd connectionEnd);

  /** A listener that does nothing. */
  static HandshakeListener none() {
    return all();
  }

  /**
   * Calls all of these listeners. An exception of one is logged, and neither the others nor the
   * caller see it.
   */
  static HandshakeListener all(HandshakeListener... listeners) {
    return new All(List.of(listeners));
  }

  /** Protects handshakes from failures of their listeners. */
  record All(List<HandshakeListener> listeners) implements HandshakeListener {
    private static final Logger LOG = System.getLogger("io.parley.journal");

    /** At most one line a second, since there may be many handshakes. */
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private static final AtomicLong NEXT_LINE = new AtomicLong(System.nanoTime());

    @Override
    public void judged(HandshakeRecord handshakeRecord) {
      tell(handshakeRecord.id(), handshakeListener -> handshakeListener.judged(handshakeRecord));
    }

    @Override
    public void amended(String id, Trace trace, RecordedResponse recordedResponse) {
      tell(id, handshakeListener -> handshakeListener.amended(id, trace, recordedResponse));
    }

    @Override
    public void ended(String id, ConnectionEnd connectionEnd) {
      tell(id, handshakeListener -> handshakeListener.ended(id, connectionEnd));
    }

    private void tell(String id, Consumer<HandshakeListener> what) {
      for (int at = 0; at < listeners.size(); at++) {
        try {
          what.accept(listeners.get(at));
        } catch (RuntimeException fault) {
          note(id, fault);
        }
      }
    }

    private static void note(String id, RuntimeException fault) {
      long next = NEXT_LINE.get();
      long now = System.nanoTime();
      if (now - next >= 0 && NEXT_LINE.compareAndSet(next, now + PAUSE)) {
        LOG.log(Level.ERROR, "handshake " + id + " was not recorded", RedactedFailure.of(fault));
      }
    }
  }
}
