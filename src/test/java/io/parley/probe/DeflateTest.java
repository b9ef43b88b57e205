package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

/** The examples of RFC 7692 7.2.3. */
final class DeflateTest {
  private static final String HELLO = "\u00f2H\u00cd\u00c9\u00c9\u0007\u0000";
  private static final String AGAIN = "\u00f2\u0000\u0011\u0000\u0000";

  @Test
  void compressesTheStandardsExample() {
    assertThat(Deflate.compress("Hello")).isEqualTo(HELLO);
    assertThat(Deflate.compressAll("Hello", "Hello")).containsExactly(HELLO, AGAIN);
  }

  @Test
  void storesTheStandardsExample() {
    assertThat(Deflate.store("Hello")).isEqualTo("\u0000\u0005\u0000\u00fa\u00ffHello\u0000");
  }

  @Test
  void endsABlockAsTheStandardsExampleDoes() {
    assertThat(Deflate.compressFinally("Hello"))
        .isEqualTo("\u00f3H\u00cd\u00c9\u00c9\u0007\u0000\u0000");
  }

  @Test
  void decompressesByTheContextThatWasAgreed() throws DataFormatException {
    assertThat(Deflate.decompressAll(List.of(HELLO, AGAIN), true))
        .containsExactly("Hello", "Hello");
    assertThatThrownBy(() -> Deflate.decompressAll(List.of(HELLO, AGAIN), false))
        .isInstanceOf(DataFormatException.class);
  }
}
