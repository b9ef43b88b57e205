package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Wire;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameLengthsTest {
  private static final int[] SIZES = {0, 1, 125, 126, 127, 300, 65_535, 65_536, 70_000};

  /** The frames, and where the last of them begins. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  private record Frames(byte[] bytes, int last) {
    static Frames of(Random random, byte[] end) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int i = random.nextInt(4); i > 0; i--) {
        bytes.writeBytes(Wire.masked(0x82, new byte[SIZES[random.nextInt(SIZES.length)]]));
      }
      int last = bytes.size();
      bytes.writeBytes(end);
      return new Frames(bytes.toByteArray(), last);
    }
  }

  /** As a server reads them: in pieces. */
  private static int read(Frames frames, Random random) {
    FrameLengths lengths = new FrameLengths();
    for (int from = 0; from < frames.bytes().length; ) {
      int to = Math.min(frames.bytes().length, from + 1 + random.nextInt(40_000));
      int end = lengths.read(ByteBuffer.wrap(frames.bytes()).limit(to), from);
      if (end < to) {
        return end;
      }
      from = to;
    }
    return frames.bytes().length;
  }

  @Test
  void findsALengthThatIsTooLongWhereverThePiecesEnd() {
    Random random = new Random(6455);
    for (int i = 0; i < 500; i++) {
      byte[] end = Wire.masked(0x82, new byte[] {1, 2, 3});
      byte[] longer =
          i % 2 == 0
              ? extended(126, 2, random.nextInt(126))
              : extended(127, 8, random.nextInt(65_536));
      assertThat(read(Frames.of(random, end), random)).isPositive();
      Frames good = Frames.of(random, end);
      assertThat(read(good, random)).isEqualTo(good.bytes().length);
      Frames bad = Frames.of(random, longer);
      assertThat(read(bad, random)).isBetween(bad.last(), bad.last() + 1 + Long.BYTES);
    }
  }

  @Test
  void leavesALengthThatCannotBeToTheParser() {
    byte[] negative = extended(127, 8, -1);
    assertThat(read(new Frames(negative, 0), new Random(1))).isEqualTo(negative.length);
    byte[] unmasked = {(byte) 0x82, 1, 7, (byte) 0x82, 0};
    assertThat(read(new Frames(unmasked, 0), new Random(1))).isEqualTo(unmasked.length);
  }

  private static byte[] extended(int form, int digits, long length) {
    ByteBuffer frame = ByteBuffer.allocate(2 + digits);
    frame.put((byte) 0x82).put((byte) (0x80 | form));
    return digits == 2 ? frame.putShort((short) length).array() : frame.putLong(length).array();
  }
}
