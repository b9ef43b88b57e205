package io.parley.broker.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Waits for replicas before an acknowledgement.
 *
 * @param replicas that must have a message; 0 where none is waited for
 */
record Replication(int replicas) {
  /** How long Redis waits; shorter than the time after which a command has failed. */
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /**
   * Waits until the replicas have what was written over the connection for writing.
   *
   * @return completes with what is lacking; empty where nothing is. Never fails
   */
  CompletionStage<Optional<Throwable>> await(Shard shard) {
    if (replicas == 0) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return shard
        .write(commands -> commands.waitForReplication(replicas, LONGEST.toMillis()))
        .handle((count, failure) -> failure == null ? lack(count) : Optional.of(failure));
  }

  private Optional<Throwable> lack(long count) {
    return count >= replicas
        ? Optional.empty()
        : Optional.of(new IOException(count + " of " + replicas + " replicas have it"));
  }
}
