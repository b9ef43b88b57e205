package io.parley.autobahn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OctetsTest {
  /** RFC 6455 5.7: a single-frame masked text message. */
  private static final byte[] KEY = {0x37, (byte) 0xfa, 0x21, 0x3d};

  private static final byte[] MASKED = {0x7f, (byte) 0x9f, 0x4d, 0x51, 0x58};

  @Test
  void masksAndUnmasksAsTheStandardsExample() {
    assertThat(Octets.masked("Hello".getBytes(UTF_8), KEY, 0)).isEqualTo(MASKED);
    assertThat(Octets.masked(MASKED, KEY, 0)).isEqualTo("Hello".getBytes(UTF_8));
  }

  @Test
  void masksTheRestOfAFrameFromItsOffset() {
    assertThat(Octets.masked("lo".getBytes(UTF_8), KEY, 3)).containsExactly(0x51, 0x58);
  }

  @Test
  void countsWhatStandsBeforeTheFirstByteThatIsNotAscii() {
    assertThat(Octets.leadingAscii("a\u007fb€c".getBytes(UTF_8))).isEqualTo(3);
    assertThat(Octets.leadingAscii("€".getBytes(UTF_8))).isZero();
    assertThat(Octets.leadingAscii("all".getBytes(UTF_8))).isEqualTo(3);
    assertThat(Octets.leadingAscii(new byte[0])).isZero();
  }
}
