package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class UnfinishedMemoryTest {
  private final List<Long> changes = new ArrayList<>();
  private Optional<LongConsumer> eviction = Optional.empty();
  private int ended;
  private final UnfinishedMemory memory =
      new UnfinishedMemory(
          evicted -> {
            eviction = Optional.of(evicted);
            return Optional.of(changes::add);
          },
          () -> ended++);

  @Test
  void aMessageThatComesWholeCostsNothing() {
    memory.received(0);
    memory.inflated(5_000, true);
    assertThat(changes).isEmpty();
    assertThat(eviction).isEmpty();
  }

  @Test
  void whatHasComeCountsTwiceAndIsGivenBackAtItsEnd() {
    memory.received(10);
    memory.received(30);
    memory.received(0);
    assertThat(changes).containsExactly(20L, 40L, -60L);
  }

  @Test
  void whatInflationMadeOfItCountsInstead() {
    memory.received(10);
    memory.inflated(1_000, false);
    memory.inflated(500, false);
    memory.inflated(1, true);
    assertThat(changes).containsExactly(20L, 1_980L, 1_000L, -2_980L);
  }

  @Test
  void whoIsEvictedGivesAllBackAtOnceAndNothingCountsAnyMore() {
    memory.received(10);
    eviction.orElseThrow().accept(20L);
    assertThat(changes).containsExactly(20L, -20L, Long.MIN_VALUE);
    assertThat(ended).isOne();
    memory.received(40);
    memory.close();
    assertThat(changes).hasSize(3);
  }

  @Test
  void aConnectionThatEndsGivesAllBack() {
    memory.received(10);
    memory.close();
    assertThat(changes).containsExactly(20L, -20L, Long.MIN_VALUE);
    assertThat(ended).isZero();
  }
}
