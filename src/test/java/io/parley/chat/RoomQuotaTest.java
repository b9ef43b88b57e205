package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoomQuotaTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Opens as many rooms as it may; returns how many. */
  private static int openAll(RoomQuota quota, int vacant, String... keys) {
    int opened = 0;
    while (vacant - opened > 0 && quota.open(List.of(keys), vacant - opened, 0)) {
      opened++;
    }
    return opened;
  }

  @Test
  void howeverManyTakeAllTheyMayRoomsAreLeft() {
    RoomQuota quota = new RoomQuota(0);
    int vacant = 10_000;
    for (int i = 0; i < 10; i++) {
      int opened = openAll(quota, vacant, "address " + i);
      assertThat(opened).isBetween(100, 2_000);
      vacant -= opened;
    }
    assertThat(vacant).isGreaterThan(500);
    assertThat(openAll(quota, vacant, "another")).isGreaterThanOrEqualTo(100);
  }

  @Test
  void fewRoomsAreForWhomeverComes() {
    assertThat(openAll(new RoomQuota(0), 50, "alone")).isEqualTo(50);
  }

  @Test
  void whatIsGivenBackMayBeTakenAgain() {
    RoomQuota quota = new RoomQuota(0);
    int opened = openAll(quota, 4_000, "address");
    assertThat(opened).isEqualTo(800);
    quota.close(List.of("address"));
    assertThat(quota.open(List.of("address"), 3_201, 0)).isTrue();
    assertThat(quota.open(List.of("address"), 3_200, 0)).isFalse();
  }

  @Test
  void anAccountIsCountedWhateverItsAddresses() {
    RoomQuota quota = new RoomQuota(0);
    int opened = 0;
    int vacant = 4_000;
    for (int i = 0; i < 100; i++) {
      opened += openAll(quota, vacant - opened, "address " + i, "account ann");
    }
    assertThat(opened).isEqualTo(800);
  }

  @Test
  void afterABurstOnlyTheRateIsLeft() {
    RoomQuota quota = new RoomQuota(60);
    List<String> ann = List.of("ann");
    for (int i = 0; i < 1_000; i++) {
      assertThat(quota.open(ann, 100_000, 0)).isTrue();
      quota.close(ann);
    }
    assertThat(quota.open(ann, 100_000, 0)).isFalse();
    assertThat(quota.open(List.of("bob"), 100_000, 0)).isTrue();
    assertThat(quota.open(ann, 100_000, SECOND)).isTrue();
    assertThat(quota.open(ann, 100_000, SECOND)).isFalse();
  }

  @Test
  void whoHasNothingIsForgotten() {
    RoomQuota quota = new RoomQuota(60);
    for (int i = 0; i < 100_000; i++) {
      List<String> key = List.of("address " + i);
      assertThat(quota.open(key, 100_000, i * SECOND)).isTrue();
      quota.close(key);
    }
    assertThat(quota.size()).isLessThan(3_000);
  }
}
