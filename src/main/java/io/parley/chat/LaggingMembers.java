package io.parley.chat;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Waits for members of a room whose connection has not taken all that was delivered. It waits only
 * shortly: a member that takes longer is left out for a while, so that one that does not read slows
 * nobody down. Thread-safe.
 */
final class LaggingMembers {
  /** How long a delivery waits for its slowest member. */
  static final Duration PATIENCE = Duration.ofMillis(100);

  /** How long a member is not waited for after that; so it costs others a hundredth of the time. */
  private static final Duration LEFT_OUT = Duration.ofSeconds(10);

  /** Members that are not waited for, and since when. */
  private final Map<RoomParticipant, Long> leftOut = new ConcurrentHashMap<>();

  /** What is waited for now, for each member the newest. */
  private final Map<RoomParticipant, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

  /** Whether a delivery to a member is to be waited for. */
  boolean includes(RoomParticipant participant) {
    return participant.isBehind() && (leftOut.isEmpty() || !isLeftOut(participant));
  }

  private boolean isLeftOut(RoomParticipant participant) {
    Long since = leftOut.get(participant);
    boolean over = since != null && System.nanoTime() - since > LEFT_OUT.toNanos();
    if (over) {
      leftOut.remove(participant);
    }
    return since != null && !over;
  }

  /** Completes once the connections of these members have taken what was delivered. */
  CompletionStage<Void> taken(Collection<RoomParticipant> behind) {
    CompletableFuture<Void> all = new CompletableFuture<>();
    AtomicInteger left = new AtomicInteger(behind.size());
    for (RoomParticipant participant : behind) {
      taken(participant)
          .thenRun(
              () -> {
                if (left.decrementAndGet() == 0) {
                  all.complete(null);
                }
              });
    }
    return all;
  }

  private CompletionStage<Void> taken(RoomParticipant participant) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    awaited.put(participant, taken);
    participant.whenTaken(() -> taken.complete(null));
    return taken
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .handle((done, late) -> late == null)
        .thenAccept(inTime -> ended(participant, taken, inTime));
  }

  private void ended(RoomParticipant participant, CompletableFuture<Void> taken, boolean inTime) {
    awaited.remove(participant, taken);
    if (!inTime) {
      leftOut.put(participant, System.nanoTime());
    }
    if (!participant.isBehind()) {
      leftOut.remove(participant);
    }
  }

  /** Waits no more for a member that leaves. */
  void left(RoomParticipant participant) {
    leftOut.remove(participant);
    CompletableFuture<Void> taken = awaited.remove(participant);
    if (taken != null) {
      taken.complete(null);
    }
  }

  /** Waits for nobody any more. */
  void close() {
    List.copyOf(awaited.keySet()).forEach(this::left);
  }
}
