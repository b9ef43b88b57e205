package io.parley.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes with random access: a file, a part of one, or a buffer. Thread-safe. */
interface Region {
  long size();

  /** Fills the rest of a buffer with the bytes from a position. */
  void read(long at, ByteBuffer into) throws IOException;

  /** Returns a new buffer on an array of its own, in the byte order of zip files. */
  default ByteBuffer read(long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    read(at, bytes);
    return bytes.flip();
  }

  default Region part(long from, long length) {
    Region whole = this;
    return new Region() {
      @Override
      public long size() {
        return length;
      }

      @Override
      public void read(long at, ByteBuffer into) throws IOException {
        whole.read(from + at, into);
      }
    };
  }

  /** Returns the whole of a buffer, whatever its position. */
  static Region of(ByteBuffer bytes) {
    return new Region() {
      @Override
      public long size() {
        return bytes.limit();
      }

      @Override
      public void read(long at, ByteBuffer into) throws IOException {
        if (at < 0 || at + into.remaining() > bytes.limit()) {
          throw new EOFException("the archive is cut off");
        }
        into.put(bytes.slice((int) at, into.remaining()));
      }
    };
  }
}
