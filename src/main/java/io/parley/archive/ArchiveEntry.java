package io.parley.archive;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A file of an archive, held in memory in the archive's encoding. Thread-safe. */
public final class ArchiveEntry {
  private final ByteBuffer stored;
  private final int size;
  private final boolean deflated;

  ArchiveEntry(ByteBuffer stored, int size, boolean deflated) {
    this.stored = stored;
    this.size = size;
    this.deflated = deflated;
  }

  /** The length of {@link #bytes}. */
  public int size() {
    return size;
  }

  /** Returns the decoded content, a new array each time. */
  public byte[] bytes() {
    byte[] bytes = new byte[size];
    if (deflated) {
      inflate(bytes);
    } else {
      stored.duplicate().get(bytes);
    }
    return bytes;
  }

  private void inflate(byte[] bytes) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(stored.duplicate());
      for (int done = 0; done < size; ) {
        int more = inflater.inflate(bytes, done, size - done);
        if (more == 0) {
          throw new DataFormatException("it is cut off");
        }
        done += more;
      }
    } catch (DataFormatException e) {
      throw new IllegalStateException("a damaged file of an archive", e);
    } finally {
      inflater.end();
    }
  }
}
