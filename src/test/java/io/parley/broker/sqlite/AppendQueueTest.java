package io.parley.broker.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import io.parley.tool.Until;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AppendQueueTest {
  private AppendQueue queue = new AppendQueue(Duration.ZERO);

  private boolean offer(String room, int bytes) {
    Payload payload = Payload.binary(new byte[bytes]);
    Message message = new Message("", "ann", "", payload, Instant.EPOCH);
    return queue.offer(new PendingAppend(new RoomName(room), message, List.of())).isEmpty();
  }

  private List<String> take() {
    return queue.take(Duration.ZERO).stream().map(append -> append.room().value()).toList();
  }

  /** Messages of one room that are large, and more than one commit takes. */
  private void flood() {
    IntStream.range(0, 100).forEach(i -> assertThat(offer("flood", 64_000)).isTrue());
  }

  @Test
  void aRoomDoesNotWaitForAllThatAnotherHas() {
    flood();
    assertThat(offer("tea", 1)).isTrue();
    List<String> commit = take();
    assertThat(commit).startsWith("flood", "tea", "flood").hasSizeLessThan(50);
  }

  @Test
  void aRoomDoesNotTakeAllTheSpace() {
    assertThat(IntStream.range(0, 1_000).filter(i -> offer("flood", 64_000)).count())
        .isLessThan(300);
    assertThat(offer("tea", 64_000)).isTrue();
  }

  @Test
  void waitsForAsManyAsTheBatchBeforeHad() {
    queue = new AppendQueue(Duration.ofDays(1));
    assertThat(offer("tea", 1)).isTrue();
    assertThat(offer("tea", 1)).isTrue();
    assertThat(take()).hasSize(2);
    assertThat(offer("tea", 1)).isTrue();
    AtomicReference<Thread> writer = new AtomicReference<>();
    CompletableFuture<List<String>> batch =
        CompletableFuture.supplyAsync(
            () -> {
              writer.set(Thread.currentThread());
              return take();
            });
    Until.isTrue(
        "it waits",
        () -> writer.get() != null && writer.get().getState() == Thread.State.TIMED_WAITING);
    assertThat(offer("tea", 1)).isTrue();
    assertThat(batch.join()).hasSize(2);
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void doesNotWaitAfterABatchOfOne() {
    queue = new AppendQueue(Duration.ofDays(1));
    assertThat(offer("tea", 1)).isTrue();
    assertThat(take()).hasSize(1);
    assertThat(offer("tea", 1)).isTrue();
    assertThat(take()).hasSize(1);
  }
}
