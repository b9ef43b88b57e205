package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BufferedFileTest {
  private static final int SIZE = 700_000;

  @TempDir private Path folder;

  private final byte[] content = new byte[SIZE];

  private BufferedFile open() throws IOException {
    new Random(1).nextBytes(content);
    Path file = Files.write(folder.resolve("file"), content);
    return new BufferedFile(new RandomAccessFile(file.toFile(), "r"));
  }

  @Test
  void readsTheSameBytesInAnyOrderAndAcrossBlocks() throws IOException {
    BufferedFile file = open();
    assertThat(file.size()).isEqualTo(SIZE);
    int[][] ranges = {{0, 10}, {8_190, 10}, {5, 3}, {100, 600_000}, {SIZE - 1, 1}, {SIZE, 0}};
    for (int[] range : ranges) {
      byte[] read = file.read(range[0], range[1]).array();
      assertThat(read).isEqualTo(Arrays.copyOfRange(content, range[0], range[0] + range[1]));
    }
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // Else it reads for ever.
  void failsBeyondTheEnd() throws IOException {
    BufferedFile file = open();
    assertThatThrownBy(() -> file.read(SIZE - 1, ByteBuffer.allocate(2)))
        .isInstanceOf(EOFException.class);
  }
}
