package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.HeapSizing.Free;
import org.junit.jupiter.api.Test;

class HeapSizingTest {
  @Test
  void frequentCollectionsLeaveMuchOfTheHeapFree() {
    assertThat(Free.LITTLE.next(20)).isEqualTo(Free.LITTLE);
    assertThat(Free.LITTLE.next(21)).isEqualTo(Free.MUCH);
  }

  @Test
  void onlyAPeriodWithoutACollectionLeavesLittleFreeAgain() {
    assertThat(Free.MUCH.next(1)).isEqualTo(Free.MUCH);
    assertThat(Free.MUCH.next(0)).isEqualTo(Free.LITTLE);
  }
}
