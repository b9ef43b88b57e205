package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AddressUsagesTest {
  private static final InetSocketAddress ONE = address(1, 1);
  private static final InetSocketAddress SAME = address(1, 2);
  private static final InetSocketAddress OTHER = address(2, 1);

  private static InetSocketAddress address(int last, int port) {
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last}), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private final AddressUsages usages = new AddressUsages();

  @Test
  void theConnectionsOfAnAddressShareOne() {
    ProcessorUsage first = usages.open(ONE);
    assertThat(usages.open(SAME)).isSameAs(first);
    assertThat(usages.open(OTHER)).isNotSameAs(first);
  }

  @Test
  void anAddressIsForgottenWithItsLastConnection() {
    ProcessorUsage first = usages.open(ONE);
    usages.open(SAME);
    usages.close(ONE);
    assertThat(usages.open(ONE)).isSameAs(first);
    usages.close(ONE);
    usages.close(SAME);
    assertThat(usages.size()).isZero();
    assertThat(usages.open(ONE)).isNotSameAs(first);
  }

  @Test
  void whoseAddressIsNotKnownHasOneOfItsOwn() {
    InetSocketAddress unknown = InetSocketAddress.createUnresolved("nowhere", 1);
    assertThat(usages.open(unknown)).isNotSameAs(usages.open(unknown));
    usages.close(unknown);
    assertThat(usages.size()).isZero();
  }
}
