package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

/** The examples of RFC 7692 7.2.3. */
final class DeflateCodecTest {
  private static final String HELLO = "\u00f2H\u00cd\u00c9\u00c9\u0007\u0000";
  private static final String AGAIN = "\u00f2\u0000\u0011\u0000\u0000";

  @Test
  void compressesTheStandardsExample() {
    assertThat(DeflateCodec.compress("Hello")).isEqualTo(HELLO);
    assertThat(DeflateCodec.compressAll("Hello", "Hello")).containsExactly(HELLO, AGAIN);
  }

  @Test
  void storesTheStandardsExample() {
    assertThat(DeflateCodec.store("Hello")).isEqualTo("\u0000\u0005\u0000\u00fa\u00ffHello\u0000");
  }

  @Test
  void endsABlockAsTheStandardsExampleDoes() {
    assertThat(DeflateCodec.compressFinally("Hello"))
        .isEqualTo("\u00f3H\u00cd\u00c9\u00c9\u0007\u0000\u0000");
  }

  @Test
  void decompressesByTheContextThatWasAgreed() throws DataFormatException {
    assertThat(DeflateCodec.decompressAll(List.of(HELLO, AGAIN), true))
        .containsExactly("Hello", "Hello");
    assertThatThrownBy(() -> DeflateCodec.decompressAll(List.of(HELLO, AGAIN), false))
        .isInstanceOf(DataFormatException.class);
  }
}
