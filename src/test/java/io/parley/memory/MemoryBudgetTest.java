package io.parley.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(1_000);
  private final List<String> evicted = new ArrayList<>();

  /** A peer that gives back all it holds. */
  private final class Peer {
    private final MemoryAccount account;

    Peer(String name) {
      account =
          budget.open(
              held -> {
                evicted.add(name + " " + held);
                account().give(MemoryUse.OUTPUT, held);
              });
    }

    MemoryAccount account() {
      return account;
    }

    void hold(long bytes) {
      account.take(MemoryUse.OUTPUT, bytes);
      budget.settle();
    }
  }

  @Test
  void nobodyIsEvictedUpToTheLimit() {
    new Peer("a").hold(600);
    new Peer("b").hold(400);
    assertThat(evicted).isEmpty();
    assertThat(budget.used()).isEqualTo(1_000);
  }

  @Test
  void whoHoldsMostIsEvictedFirstWhoeverPassedTheLimit() {
    new Peer("some").hold(300);
    new Peer("most").hold(500);
    new Peer("little").hold(201);
    assertThat(evicted).containsExactly("most 500");
    assertThat(budget.used()).isEqualTo(501);
    assertThat(budget.evictions()).isOne();
  }

  @Test
  void moreAreEvictedUntilATenthIsFree() {
    for (int i = 0; i < 10; i++) {
      new Peer("p").hold(100);
    }
    new Peer("last").hold(99);
    assertThat(evicted).containsExactly("p 100", "p 100");
    assertThat(budget.used()).isEqualTo(899);
  }

  @Test
  void bytesThatPeersShareCountOnce() {
    Peer one = new Peer("one");
    Peer other = new Peer("other");
    one.account.take(MemoryUse.OUTPUT, 700, true);
    other.account.take(MemoryUse.OUTPUT, 700, false);
    budget.settle();
    assertThat(evicted).isEmpty();
    assertThat(other.account.held()).isEqualTo(700);

    one.account.give(MemoryUse.OUTPUT, 700, false);
    assertThat(budget.used()).isEqualTo(700);
    other.account.give(MemoryUse.OUTPUT, 700, true);
    assertThat(budget.used()).isZero();
  }

  @Test
  void whatIsOfNoPeerCountsAndCannotBeEvicted() {
    AtomicLong journal = new AtomicLong(800);
    budget.count(MemoryUse.JOURNAL, journal::get);
    new Peer("a").hold(150);
    assertThat(evicted).isEmpty();
    journal.set(2_000);
    new Peer("b").hold(1);
    assertThat(evicted).containsExactly("a 150", "b 1");
    assertThat(budget.used(MemoryUse.JOURNAL)).isEqualTo(2_000);
    assertThat(budget.used(MemoryUse.OUTPUT)).isZero();
  }

  @Test
  void whoIsGoneIsNotEvicted() {
    Peer gone = new Peer("gone");
    gone.account.take(MemoryUse.OUTPUT, 900);
    gone.account.close();
    new Peer("here").hold(200);
    assertThat(evicted).containsExactly("here 200");
  }
}
