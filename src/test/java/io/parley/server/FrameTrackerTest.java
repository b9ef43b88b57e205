package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Wire;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTrackerTest {
  private final FrameTracker tracker = new FrameTracker();

  private void read(byte... bytes) {
    tracker.read(ByteBuffer.wrap(bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 100_000})
  void countsAFrameOfAnyLengthAndKnowsItsEnd(int length) {
    byte[] frame = Wire.masked(0x81, new byte[length]);
    for (int at = 0; at < frame.length - 1; at++) {
      read(frame[at]);
      assertThat(tracker.isUnfinished()).isTrue();
    }
    assertThat(tracker.messages()).isZero();
    read(frame[frame.length - 1]);
    assertThat(tracker.isUnfinished()).isFalse();
    assertThat(tracker.messages()).isEqualTo(1);
  }

  /** RFC 6455 5.4: a control frame ends nothing. */
  @Test
  void aMessageOfSeveralFramesIsUnfinishedUpToItsLast() {
    read(Wire.masked(0x01, new byte[5]));
    read(Wire.masked(0x89, new byte[5]));
    read(Wire.masked(0x00, new byte[0]));
    assertThat(tracker.isUnfinished()).isTrue();
    assertThat(tracker.messages()).isZero();
    read(Wire.masked(0x80, new byte[5]));
    assertThat(tracker.isUnfinished()).isFalse();
    assertThat(tracker.messages()).isEqualTo(1);
  }

  @Test
  void whatHasComeOfAnUnfinishedMessageIsCountedWithoutControlFrames() {
    read(Wire.masked(0x01, new byte[5]));
    read(Wire.masked(0x89, new byte[7]));
    assertThat(tracker.messageBytes()).isEqualTo(5);
    byte[] last = Wire.masked(0x80, new byte[200]);
    tracker.read(ByteBuffer.wrap(last, 0, last.length - 1));
    assertThat(tracker.messageBytes()).isEqualTo(204);
    read(last[last.length - 1]);
    assertThat(tracker.messageBytes()).isZero();
  }

  @Test
  void piecesOfAnySizeAreTheSame() {
    Random random = new Random(11);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 500; i++) {
      all.writeBytes(
          Wire.masked(random.nextBoolean() ? 0x82 : 0x89, new byte[random.nextInt(126)]));
    }
    ByteBuffer bytes = ByteBuffer.wrap(all.toByteArray());
    while (bytes.hasRemaining()) {
      ByteBuffer piece = bytes.slice();
      piece.limit(Math.min(piece.limit(), random.nextInt(200)));
      tracker.read(piece);
      bytes.position(bytes.position() + piece.limit());
    }
    assertThat(tracker.messages()).isEqualTo(500);
    assertThat(tracker.isUnfinished()).isFalse();
  }

  @Test
  void anyBytesAreRead() {
    byte[] bytes = new byte[100_000];
    new Random(12).nextBytes(bytes);
    read(bytes);
  }
}
