package io.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  private static IpAddress address(String text) {
    return IpAddress.parse(text).valid().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "0:0:0:0:0:0:0:1, ::1",
    "0:0:0:0:0:0:0:0, ::",
    "1:0:0:0:0:0:0:0, 1::",
    "2001:DB8:0:0:0:0:A:1, 2001:db8::a:1",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:c000:201",
    "fe80::1%eth0, fe80::1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "0:0:0:0:0:ffff:c000:201, 192.0.2.1",
  })
  void isOneValueInEverySpelling(String text, String value) {
    assertThat(address(text)).hasToString(value).isEqualTo(address(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "192.0.2",
        "192.0.2.256",
        "192.0.2.01",
        "192.0.2.1.",
        "٣.0.2.1",
        "[::1]",
        "::1:80:",
        ":1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "1:2:3:4:5:6:7::8",
        "1:2:3:4:5:6:7:192.0.2.1",
        "12345::",
        "::g",
        "%eth0"
      })
  void isNothingElse(String text) {
    assertThat(IpAddress.parse(text).valid()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.0.0.7, 10.0.0.7, true",
    "10.0.0.7, 10.0.0.6, false",
    "10.0.0.128/25, 10.0.0.129, true",
    "10.0.0.128/25, 10.0.0.127, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 203.0.113.9, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
  })
  void aRangeHasTheAddressesWithItsPrefix(String range, String address, boolean contained) {
    assertThat(IpRange.parse(range).valid().orElseThrow().contains(address(address)))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "::/129",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10/8",
        "/8",
        "a/8",
        "1.1.1.1/+1"
      })
  void aRangeIsNothingElse(String text) {
    assertThat(IpRange.parse(text).valid()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "::ffff:192.0.2.1, 192.0.2.1"
  })
  void aNetworkIsWhatOneVisitorHasAtLeast(String text, String network) {
    assertThat(address(text).network()).isEqualTo(network);
  }

  @ParameterizedTest
  @CsvSource({
    "[0:0:0:0:0:0:0:1], [::1]",
    "0:0:0:0:0:0:0:1, [::1]",
    "::ffff:192.0.2.1, 192.0.2.1",
    "192.0.2.1, 192.0.2.1",
  })
  void aPeerIsShownInOneFormHoweverTheContainerNamesIt(String text, String shown) {
    assertThat(IpAddress.ofPeer(text).orElseThrow().host()).isEqualTo(shown);
  }
}
