package io.parley.probe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.probe.DeflateCodec;
import java.util.List;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

/** How far back compressed messages refer. */
final class DeflateDistancesTest {
  @Test
  void findsTheRepetitionInOneMessage() throws Exception {
    String once = DeflateTalk.TEXT.substring(0, DeflateTalk.TEXT.length() / 2);
    assertThat(DeflateDistances.largest(List.of(DeflateCodec.compress(once + once))))
        .isEqualTo(once.length());
  }

  @Test
  void findsWhatLiesInTheMessageBefore() throws Exception {
    List<String> messages = DeflateCodec.compressAll(DeflateTalk.TEXT, DeflateTalk.TEXT);
    assertThat(DeflateDistances.largest(List.of(messages.get(1))))
        .isBetween(DeflateTalk.TEXT.length() / 2, DeflateTalk.TEXT.length());
  }

  @Test
  void findsNoneWhereNothingIsRepeated() throws Exception {
    assertThat(DeflateDistances.largest(List.of(DeflateCodec.store(DeflateTalk.TEXT)))).isZero();
    assertThat(DeflateDistances.largest(List.of("\0"))).isZero();
    assertThat(DeflateDistances.largest(List.of(DeflateCodec.compress("abc")))).isZero();
    assertThat(DeflateDistances.largest(List.of())).isZero();
  }

  /** RFC 1951 3.2.6: short messages use the fixed code. */
  @Test
  void readsTheFixedCode() throws Exception {
    assertThat(DeflateDistances.largest(List.of(DeflateCodec.compress("abcdefabcdef"))))
        .isEqualTo(6);
  }

  @Test
  void refusesWhatIsNotDeflate() {
    assertThatThrownBy(() -> DeflateDistances.largest(List.of("\u00ff\u00ff")))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("the compressed data has an unknown block");
  }
}
