package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.TokenPrincipal;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaKeysTest {
  @Test
  void anAccountIsCountedBesideItsAddress() {
    assertThat(QuotaKeys.of("192.0.2.1", Optional.of("ann")))
        .isEqualTo(List.of("address 192.0.2.1", "account ann"));
  }

  @Test
  void aUserOfATokenIsNoneOfTheContainer() {
    Principal token = new TokenPrincipal("ann", Optional.empty(), Set.of(), Optional.empty());
    assertThat(QuotaKeys.account(token)).isEqualTo("token ann");
    assertThat(QuotaKeys.account(() -> "ann")).isEqualTo("container ann");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:db8:1:2:3:4:5:6, 20010db800010002",
    "[2001:db8:1:2::1], 20010db800010002",
    "0:0:0:0:0:0:0:1, 0000000000000000",
    "::ffff:192.0.2.1, ::ffff:192.0.2.1",
    "unknown, unknown",
    "_hidden:1, _hidden:1",
    "1:2:3, 1:2:3",
  })
  void ofAnIpv6AddressTheNetworkCounts(String address, String key) {
    assertThat(QuotaKeys.of(address, Optional.empty())).containsExactly("address " + key);
  }
}
