package io.parley.broker.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreSharesTest {
  private static final List<String> ANN = List.of("address 192.0.2.1", "account ann");
  private static final List<String> BOB = List.of("address 192.0.2.2");
  private static final long TOTAL = 16_000_000;
  private static final long HALF = TOTAL / 2;

  /** Below a quarter of the total. */
  private static final long LITTLE = 3_600_000;

  private final StoreShares shares =
      new StoreShares(new StoreLimits(1, 1, Duration.ofSeconds(10), 1, TOTAL, Duration.ZERO));

  private boolean allows(List<String> accounts, long bytes, long space) {
    return shares.allows(accounts, bytes, space, 0);
  }

  @Test
  void whileThereIsSpaceEverybodyMayHaveAllOfIt() {
    shares.count(ANN, 10 * TOTAL, 0);
    assertThat(allows(ANN, 1_000_000, HALF)).isTrue();
    assertThat(allows(ANN, 1_000_000, TOTAL / 4)).isTrue();
    assertThat(allows(ANN, 1, TOTAL / 4 - 1)).isFalse();
  }

  @Test
  void ofLittleEachMayHaveAQuarter() {
    assertThat(allows(BOB, 900_000, LITTLE)).isTrue();
    assertThat(allows(BOB, 900_001, LITTLE)).isFalse();
    shares.count(BOB, 500_000, 0);
    assertThat(allows(BOB, 400_000, LITTLE)).isTrue();
    assertThat(allows(BOB, 400_001, LITTLE)).isFalse();
    assertThat(allows(ANN, 400_001, LITTLE)).isTrue();
  }

  @Test
  void whoeverHasAnAddressAndAnAccountIsBoundByBoth() {
    shares.count(List.of("account ann"), 1_000_000, 0);
    assertThat(allows(ANN, 1, LITTLE)).isFalse();
    assertThat(allows(ANN.subList(0, 1), 1, LITTLE)).isTrue();
  }

  @Test
  void whatMakesTheStoreNoLargerIsAlwaysAllowed() {
    shares.count(ANN, TOTAL, 0);
    assertThat(allows(ANN, 0, 1)).isTrue();
    assertThat(allows(ANN, -1, 1)).isTrue();
  }

  @Test
  void countsLessOfWhatIsOld() {
    shares.count(BOB, 1_000_000, 0);
    assertThat(shares.allows(BOB, 1, LITTLE, 1_000)).isFalse();
    assertThat(shares.allows(BOB, 500_000, LITTLE, 10_000)).isTrue();
    assertThat(shares.allows(BOB, 1, LITTLE, -10_000)).isFalse();
  }

  @Test
  void forgetsWhoHasAddedLittle() {
    shares.count(BOB, 1_000_000, 0);
    for (int i = 0; i < 100_000; i++) {
      shares.count(List.of("address " + i), 100, 0);
    }
    assertThat(shares.size()).isLessThan(2_048);
    assertThat(allows(BOB, 1, LITTLE)).isFalse();
  }
}
