package io.parley.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/**
 * A file that is read in blocks: the header, the content and the neighbours of a small file are
 * mostly in one. An interrupt does not close it. Thread-safe.
 */
final class BufferedFile implements Region {
  private static final int BLOCK = 8 << 10;

  private final RandomAccessFile file;
  private final long size;
  private final byte[] block = new byte[BLOCK];

  /** Position of the block in the file. */
  private long start;

  private int length;

  BufferedFile(RandomAccessFile file) throws IOException {
    this.file = file;
    this.size = file.length();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public synchronized void read(long at, ByteBuffer into) throws IOException {
    for (long next = at; into.hasRemaining(); ) {
      if (next < start || next >= start + length) {
        fill(next);
      }
      int offset = (int) (next - start);
      int count = Math.min(into.remaining(), length - offset);
      into.put(block, offset, count);
      next += count;
    }
  }

  private void fill(long at) throws IOException {
    length = 0;
    file.seek(at);
    int read = file.read(block);
    if (read < 0) {
      throw new EOFException("the file is cut off");
    }
    start = at;
    length = read;
  }
}
