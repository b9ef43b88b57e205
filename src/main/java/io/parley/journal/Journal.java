package io.parley.journal;

import io.parley.handshake.Trace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The recent handshakes, in memory. Any client can cause records, so the journal is bounded and
 * drops the oldest first. Thread-safe: a call waits at most for another short call.
 */
public final class Journal implements HandshakeListener {
  /** The time in which a page can query its attempt, unless the bound in bytes is reached. */
  public static final Duration ATTEMPT_KEPT = Duration.ofMinutes(10);

  /** Bytes of all records, which limit the cost of a flood of handshakes with long fields. */
  static final long MOST_BYTES = 16L << 20;

  private static final class Kept {
    private HandshakeRecord handshakeRecord;
    private int size;
    private boolean listed = true;
    private boolean named;

    Kept(HandshakeRecord handshakeRecord, int size) {
      this.handshakeRecord = handshakeRecord;
      this.size = size;
    }
  }

  private final int most;
  private final long mostBytes;
  private final InstantSource clock;

  // Guarded by this. Each record in the list is newer than all that only their attempt keeps.
  private final Map<String, Kept> all = new HashMap<>();
  private final ArrayDeque<Kept> list = new ArrayDeque<>();
  private final LinkedHashMap<String, Kept> attempts = new LinkedHashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * @param most records in the list; those of attempts are kept in addition
   */
  public Journal(int most) {
    this(most, MOST_BYTES, InstantSource.system());
  }

  Journal(int most, long mostBytes, InstantSource clock) {
    this.most = most;
    this.mostBytes = mostBytes;
    this.clock = clock;
  }

  /** Keeps the handshake. An attempt that was used before keeps its first one. */
  @Override
  public void judged(HandshakeRecord handshakeRecord) {
    int size = handshakeRecord.size();
    synchronized (this) {
      Kept kept = new Kept(handshakeRecord, size);
      all.put(handshakeRecord.id(), kept);
      list.addLast(kept);
      bytes.addAndGet(size);
      forgetAttempts();
      kept.named =
          handshakeRecord
              .attempt()
              .filter(name -> attempts.putIfAbsent(name, kept) == null)
              .isPresent();
      trim();
    }
  }

  @Override
  public synchronized void amended(String id, Trace trace, RecordedResponse recordedResponse) {
    Kept kept = all.get(id);
    if (kept != null) {
      kept.handshakeRecord = kept.handshakeRecord.amended(trace, recordedResponse);
      int before = kept.size;
      kept.size = kept.handshakeRecord.size();
      bytes.addAndGet(kept.size - before);
      trim();
    }
  }

  /** Its size is that of the open connection. */
  @Override
  public synchronized void ended(String id, ConnectionEnd connectionEnd) {
    Kept kept = all.get(id);
    if (kept != null) {
      kept.handshakeRecord = kept.handshakeRecord.ended(connectionEnd);
    }
  }

  /**
   * The first handshake with this attempt's name; empty if unknown, or after {@link #ATTEMPT_KEPT}.
   */
  public synchronized Optional<HandshakeRecord> attempt(String name) {
    return Optional.ofNullable(attempts.get(name))
        .map(kept -> kept.handshakeRecord)
        .filter(handshakeRecord -> !isOver(handshakeRecord));
  }

  /** The handshake with this id; empty where it is not kept. */
  public synchronized Optional<HandshakeRecord> find(String id) {
    return Optional.ofNullable(all.get(id)).map(kept -> kept.handshakeRecord);
  }

  /** The list, newest first. */
  public synchronized List<HandshakeRecord> recent() {
    List<HandshakeRecord> recent = new ArrayList<>(list.size());
    list.descendingIterator().forEachRemaining(kept -> recent.add(kept.handshakeRecord));
    return recent;
  }

  /** The approximate bytes of all records. Never blocks. */
  public long bytes() {
    return bytes.get();
  }

  /** The bound of the list, in records. */
  public int most() {
    return most;
  }

  private boolean isOver(HandshakeRecord handshakeRecord) {
    Instant end = handshakeRecord.at().plus(ATTEMPT_KEPT);
    return !clock.instant().isBefore(end);
  }

  private void forgetAttempts() {
    for (Kept oldest = oldestAttempt(); oldest != null && isOver(oldest.handshakeRecord); ) {
      forgetAttempt(oldest);
      oldest = oldestAttempt();
    }
  }

  private void trim() {
    while (list.size() > most) {
      list.peekFirst().listed = false;
      release(list.removeFirst());
    }
    while (bytes.get() > mostBytes) {
      dropOldest();
    }
  }

  private void dropOldest() {
    Kept named = oldestAttempt();
    if (named != null && !named.listed) {
      forgetAttempt(named);
      return;
    }
    Kept oldest = list.removeFirst();
    oldest.listed = false;
    if (oldest.named) {
      forgetAttempt(oldest);
    } else {
      release(oldest);
    }
  }

  private Kept oldestAttempt() {
    return attempts.isEmpty() ? null : attempts.values().iterator().next();
  }

  private void forgetAttempt(Kept kept) {
    attempts.remove(kept.handshakeRecord.attempt().orElseThrow());
    kept.named = false;
    release(kept);
  }

  private void release(Kept kept) {
    if (!kept.listed && !kept.named) {
      all.remove(kept.handshakeRecord.id());
      bytes.addAndGet(-kept.size);
    }
  }
}
