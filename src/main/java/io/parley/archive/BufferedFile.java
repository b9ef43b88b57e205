package io.parley.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file that is read in large blocks. An archive has thousands of small files, and a system call
 * for each costs more than all their bytes. Not thread-safe.
 */
final class BufferedFile implements Region {
  private static final int BLOCK = 256 << 10;

  private final FileChannel file;
  private final long size;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK).limit(0);

  /** Position of the block in the file. */
  private long start;

  BufferedFile(FileChannel file) throws IOException {
    this.file = file;
    this.size = file.size();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long at, ByteBuffer into) throws IOException {
    for (long next = at; into.hasRemaining(); ) {
      if (next < start || next >= start + block.limit()) {
        fill(next);
      }
      int offset = (int) (next - start);
      int length = Math.min(into.remaining(), block.limit() - offset);
      into.put(block.array(), offset, length);
      next += length;
    }
  }

  private void fill(long at) throws IOException {
    start = at;
    int read = file.read(block.clear(), at);
    block.flip();
    if (read < 0) {
      throw new EOFException("the file is cut off");
    }
  }
}
