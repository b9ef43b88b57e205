package io.parley.broker;

import io.parley.chat.BusyException;
import io.parley.chat.RoomName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Bounds the appends of all rooms that are pending. A room may have one, and further ones as long
 * as it has no more than is left for the others. So one room cannot make all others wait.
 * Thread-safe.
 */
public final class PendingShares {
  private final int most;
  private final long mostBytes;
  private final PendingLimit all;

  /** The rooms that have something pending. Guarded by this. */
  private final Map<RoomName, Share> shares = new HashMap<>();

  private boolean closed;

  private static final class Share {
    private int count;
    private long bytes;
    private CompletableFuture<Void> freed = new CompletableFuture<>();
  }

  /**
   * @param most pending appends at most
   * @param mostBytes at most; a larger append is taken where there is no other
   */
  public PendingShares(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
    this.all = new PendingLimit(most, mostBytes);
  }

  /** Counts an append; false where there is no space for it, and then it is not counted. */
  public synchronized boolean take(RoomName room, long cost) {
    Share share = shares.getOrDefault(room, new Share());
    if ((share.count > 0 && !leavesAsMuch(share, cost)) || !all.take(cost)) {
      return false;
    }
    share.count++;
    share.bytes += cost;
    shares.put(room, share);
    return true;
  }

  private boolean leavesAsMuch(Share share, long cost) {
    return share.count + 1 <= most - all.count() - 1
        && share.bytes + cost <= mostBytes - all.bytes() - cost;
  }

  /**
   * Returns the failure of an append that was refused. Its {@link BusyException#space} completes
   * when one of the room's appends is pending no more; where it has none, when enough of the
   * others' are; at {@link #close} at the latest.
   */
  public synchronized BusyException busy(RoomName room) {
    Share share = shares.get(room);
    return share == null || closed ? all.busy() : new BusyException(share.freed);
  }

  /** Counts an append no more. Callbacks of the space run on the caller's thread. */
  public void free(RoomName room, long cost) {
    CompletableFuture<Void> freed = freed(room, cost);
    all.free(cost);
    freed.complete(null);
  }

  private synchronized CompletableFuture<Void> freed(RoomName room, long cost) {
    Share share = shares.get(room);
    CompletableFuture<Void> freed = share.freed;
    share.freed = new CompletableFuture<>();
    share.count--;
    share.bytes -= cost;
    if (share.count == 0) {
      shares.remove(room);
    }
    return freed;
  }

  /** Tells everybody who waits; nothing more will be told. */
  public void close() {
    List<CompletableFuture<Void>> waiting;
    synchronized (this) {
      closed = true;
      waiting = shares.values().stream().map(share -> share.freed).toList();
    }
    all.close();
    waiting.forEach(freed -> freed.complete(null));
  }
}
