package io.parley.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Bytes with random access: a file, a part of one, or a buffer. */
interface Region {
  long size();

  /** Fills the rest of a buffer with the bytes from a position. */
  void read(long at, ByteBuffer into) throws IOException;

  /** Returns a new buffer, in the byte order of zip files. */
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

  /** Returns a whole file, for one thread. */
  static Region of(FileChannel file) throws IOException {
    return new BufferedFile(file);
  }

  static Region of(byte[] bytes) {
    return new Region() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public void read(long at, ByteBuffer into) throws IOException {
        if (at < 0 || at + into.remaining() > bytes.length) {
          throw new EOFException("the archive is cut off");
        }
        into.put(bytes, (int) at, into.remaining());
      }
    };
  }
}
