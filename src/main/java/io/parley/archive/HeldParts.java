package io.parley.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Parts of a region in memory, outside the heap. What lies between them cannot be read. */
final class HeldParts implements Region {
  /** Bytes that are read at once: others read meanwhile. */
  private static final int CHUNK = 64 << 10;

  private final Region whole;

  /** Each part by its start; those that touch are one. */
  private final NavigableMap<Long, ByteBuffer> parts = new TreeMap<>();

  private long start;
  private long end;

  HeldParts(Region whole) {
    this.whole = whole;
  }

  /** Adds a part behind those that were added before. */
  void add(long from, long to) throws IOException {
    if (from != end) {
      readLast();
      start = from;
    }
    end = to;
  }

  /** Reads the last part, which is the end of them. */
  void readLast() throws IOException {
    if (end > start) {
      ByteBuffer bytes = ByteBuffer.allocateDirect((int) (end - start));
      for (int at = 0; at < bytes.limit(); at += CHUNK) {
        whole.read(start + at, bytes.slice(at, Math.min(CHUNK, bytes.limit() - at)));
      }
      parts.put(start, bytes);
      start = end;
    }
  }

  @Override
  public long size() {
    return whole.size();
  }

  @Override
  public void read(long at, ByteBuffer into) throws IOException {
    Map.Entry<Long, ByteBuffer> part = parts.floorEntry(at);
    if (part == null || at + into.remaining() > part.getKey() + part.getValue().limit()) {
      throw new EOFException("no part has it");
    }
    into.put(part.getValue().slice((int) (at - part.getKey()), into.remaining()));
  }
}
