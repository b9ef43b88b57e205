package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameTest {
  /** RFC 6455 5.7: a masked text message "Hello", with the standard's own mask. */
  @Test
  void writesTheStandardsExample() {
    assertThat(Frame.text("Hello").octets()).isEqualTo("\u0081\u00857\u00fa!=\u007f\u009fMQX");
  }

  /** RFC 6455 5.7: an unmasked one. */
  @Test
  void readsTheStandardsExample() {
    assertThat(Frame.read("\u0081\u0005Hello"))
        .containsExactly(new Frame(true, 0, Frame.TEXT, false, "Hello"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536})
  void readsWhatItWritesAtEveryLength(int length) {
    Frame frame = Frame.compressed("x".repeat(length)).withMoreToCome();
    assertThat(Frame.read(frame.octets() + frame.unmasked().octets()))
        .containsExactly(frame, frame.unmasked());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0081",
        "\u0081\u0005Hell",
        "\u0081~\u0001",
        "\u0081\u0085\u0001\u0002",
        "\u0081\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffx",
        "\u0081\u007f\u0000\u0000\u0000\u00ff\u00ff\u00ff\u00ff\u00ffx"
      })
  void waitsForTheRestOfAFrame(String octets) {
    assertThat(Frame.read(octets)).isEmpty();
  }
}
