package io.parley.archive;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A file of an archive, in the archive's encoding. Thread-safe. */
public final class ArchiveEntry {
  private final Region stored;
  private final int size;
  private final boolean deflated;

  ArchiveEntry(Region stored, int size, boolean deflated) {
    this.stored = stored;
    this.size = size;
    this.deflated = deflated;
  }

  /** The length of {@link #bytes}. */
  public int size() {
    return size;
  }

  /**
   * Returns the decoded content, a new array each time.
   *
   * @throws IllegalStateException where it is damaged, or its file cannot be read any more
   */
  public byte[] bytes() {
    byte[] encoded = encoded();
    return deflated ? inflate(encoded) : encoded;
  }

  private byte[] encoded() {
    try {
      return stored.read(0, (int) stored.size()).array();
    } catch (IOException e) {
      throw new IllegalStateException("cannot read an archive", e);
    }
  }

  private byte[] inflate(byte[] encoded) {
    byte[] bytes = new byte[size];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(encoded);
      for (int done = 0; done < size; ) {
        int more = inflater.inflate(bytes, done, size - done);
        if (more == 0) {
          throw new DataFormatException("it is cut off");
        }
        done += more;
      }
      return bytes;
    } catch (DataFormatException e) {
      throw new IllegalStateException("a damaged file of an archive", e);
    } finally {
      inflater.end();
    }
  }
}
