package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnQueueTest {
  private static final long MILLISECOND = 1_000_000;
  private final TurnQueue queue = new TurnQueue();
  private final List<String> read = new ArrayList<>();

  private static ProcessorUsage used(long milliseconds) {
    ProcessorUsage processorUsage = new ProcessorUsage(0, 0);
    processorUsage.add(milliseconds * MILLISECOND, 0);
    return processorUsage;
  }

  private void add(ProcessorUsage ofAddress, long own, String name) {
    queue.add(ofAddress, used(own), () -> read.add(name));
  }

  private List<String> readAll() {
    while (!queue.isEmpty()) {
      queue.remove().run();
    }
    return read;
  }

  @Test
  void theAddressThatUsedLeastIsFirst() {
    add(used(30), 1, "much");
    add(used(10), 9, "little");
    assertThat(readAll()).containsExactly("little", "much");
  }

  @Test
  void theOneThatWaitsLongestIsTheNext() {
    add(used(90), 0, "long");
    add(used(1), 0, "newcomer");
    add(used(2), 0, "another newcomer");
    assertThat(readAll()).containsExactly("newcomer", "long", "another newcomer");
  }

  /** Else somebody who talks would wait until each newcomer has used as much. */
  @Test
  void nobodyWaitsForMoreThanTwoTurnsOfEachOther() {
    for (int i = 0; i < 10; i++) {
      ProcessorUsage newcomer = used(1);
      for (int turn = 0; turn < 10; turn++) {
        add(newcomer, 0, "newcomer");
      }
    }
    add(used(1_000), 0, "talker");
    assertThat(readAll().indexOf("talker")).isLessThanOrEqualTo(20);
  }

  @Test
  void ofAnAddressTheConnectionThatUsedLeastIsFirst() {
    ProcessorUsage address = used(50);
    add(address, 30, "much");
    add(address, 10, "little");
    add(address, 10, "later");
    assertThat(readAll()).containsExactly("little", "later", "much");
  }

  /** Else those of an attacker who came all at once would stay before everybody. */
  @Test
  void whatAnAddressUsesWhileItWaitsCounts() {
    ProcessorUsage attacker = used(1);
    add(attacker, 0, "first");
    add(attacker, 0, "second");
    add(used(10), 0, "other");
    add(used(200), 0, "much");
    queue.remove().run();
    attacker.add(100 * MILLISECOND, 0);
    assertThat(readAll()).containsExactly("first", "other", "second", "much");
  }

  @Test
  void anAddressMayWaitAgain() {
    ProcessorUsage address = used(1);
    add(address, 0, "once");
    readAll();
    add(address, 0, "again");
    assertThat(readAll()).containsExactly("once", "again");
  }
}
