package io.parley.server;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Keeps the bytes of a request head over the pieces in which it arrives. Jetty drops them. */
final class HeadBytes {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final int most;
  private byte[] earlier = new byte[0];
  private ByteBuffer piece = NOTHING;

  /**
   * @param most bytes that are kept
   */
  HeadBytes(int most) {
    this.most = most;
  }

  /** Another piece is about to be read. */
  void begin(ByteBuffer buffer) {
    piece = buffer.duplicate();
  }

  /**
   * The piece was read, and the head continues.
   *
   * @param end position in the piece up to which it belongs to the head
   */
  void goOn(int end) {
    piece.limit(Math.max(piece.position(), end));
    earlier = all();
    piece = NOTHING;
  }

  /** Drops all bytes, because the head has ended. */
  void clear() {
    earlier = new byte[0];
    piece = NOTHING;
  }

  /** Returns all bytes so far, including the whole last piece. */
  byte[] all() {
    int more = Math.min(piece.remaining(), most - earlier.length);
    byte[] all = Arrays.copyOf(earlier, earlier.length + more);
    piece.duplicate().get(all, earlier.length, more);
    return all;
  }

  /** Returns the bytes up to a position in the current piece. */
  byte[] upTo(int position) {
    byte[] all = all();
    int now = Math.max(0, position - piece.position());
    return Arrays.copyOf(all, Math.min(all.length, earlier.length + now));
  }

  /**
   * Returns the last bytes before a position in the current piece, with zeros where there are
   * fewer.
   */
  byte[] tail(int position, int length) {
    int now = Math.min(Math.max(0, position - piece.position()), length);
    int before = Math.min(length - now, earlier.length);
    byte[] tail = new byte[length];
    System.arraycopy(earlier, earlier.length - before, tail, length - now - before, before);
    piece.duplicate().position(position - now).get(tail, length - now, now);
    return tail;
  }
}
