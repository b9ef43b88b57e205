package io.parley.broker.memory;

import io.parley.broker.Listening;
import io.parley.chat.Broker;
import io.parley.chat.Committed;
import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.Replay;
import io.parley.chat.RoomName;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps the newest messages of each room, until the process ends. Messages are handed to listeners
 * on a thread that appends. A room whose log was forgotten begins a new epoch.
 */
public final class MemoryBroker implements Broker {
  private final Limits limits;
  private final ConcurrentMap<RoomName, Ring> rings = new ConcurrentHashMap<>();

  /** Rooms without listeners, the one left longest ago first; guarded by this. */
  private final Map<RoomName, Ring> idle = new LinkedHashMap<>();

  private final AtomicLong total = new AtomicLong();
  private volatile boolean closed;

  public MemoryBroker(Limits limits) {
    this.limits = limits;
  }

  /** The stage fails where the room's listeners did not keep up for {@link Ring#PATIENCE}. */
  @Override
  public CompletionStage<Position> append(RoomName room, Message message) {
    while (!closed) {
      Ring ring = ring(room);
      Optional<CompletionStage<Position>> stored = ring.append(message);
      if (stored.isPresent()) {
        makeSpace(ring);
        return stored.get();
      }
    }
    return CompletableFuture.failedFuture(new IllegalStateException("the broker is closed"));
  }

  @Override
  public CompletionStage<Replay> read(RoomName room, Position after, int limit) {
    return CompletableFuture.completedFuture(found(room, ring -> ring.read(after, limit)));
  }

  @Override
  public CompletionStage<Replay> history(RoomName room, Position before, int limit) {
    return CompletableFuture.completedFuture(found(room, ring -> ring.history(before, limit)));
  }

  @Override
  public CompletionStage<Position> head(RoomName room) {
    return CompletableFuture.completedFuture(ring(room).head());
  }

  /** What was taken is stored already; it lasts as long as the process. */
  @Override
  public void close() {
    closed = true;
  }

  @Override
  public synchronized Subscription subscribe(RoomName room, Consumer<Committed> listener) {
    Ring ring = ring(room);
    idle.remove(room);
    Listening listening = ring.add(listener);
    return () -> cancel(room, ring, listening);
  }

  /** How many bytes are kept, overheads included. */
  long bytes() {
    return total.get();
  }

  private synchronized void cancel(RoomName room, Ring ring, Listening listening) {
    if (ring.remove(listening) && ring.idle()) {
      rest(room, ring);
    }
  }

  /** Reading makes no room: it would push out one that has messages. */
  private Replay found(RoomName room, Function<Ring, Replay> reading) {
    Ring ring = rings.get(room);
    return ring == null ? new Replay(true, List.of(), false) : reading.apply(ring);
  }

  private Ring ring(RoomName room) {
    Ring found = rings.get(room);
    return found == null ? create(room) : found;
  }

  private synchronized Ring create(RoomName room) {
    Ring ring = rings.get(room);
    if (ring == null) {
      ring = new Ring(limits, total);
      rings.put(room, ring);
      rest(room, ring);
    }
    return ring;
  }

  private void rest(RoomName room, Ring ring) {
    idle.put(room, ring);
    if (idle.size() > limits.idleRooms()) {
      forgetOldest();
    }
  }

  private void makeSpace(Ring ring) {
    if (total.get() > limits.totalBytes()) {
      synchronized (this) {
        while (total.get() > limits.totalBytes() && !idle.isEmpty()) {
          forgetOldest();
        }
      }
      ring.shed(total.get() - limits.totalBytes());
    }
  }

  private void forgetOldest() {
    Iterator<Map.Entry<RoomName, Ring>> oldest = idle.entrySet().iterator();
    Map.Entry<RoomName, Ring> entry = oldest.next();
    oldest.remove();
    rings.remove(entry.getKey());
    entry.getValue().retire();
  }
}
