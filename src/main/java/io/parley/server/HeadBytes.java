package io.parley.server;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of the head that is being read, over the pieces in which it comes. Jetty forgets them.
 */
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

  /** Another piece is going to be read. */
  void begin(ByteBuffer buffer) {
    piece = buffer.duplicate();
  }

  /**
   * The piece was read.
   *
   * @param end position in the piece up to which it belongs to a head that goes on
   */
  void goOn(int end) {
    piece.limit(Math.max(piece.position(), end));
    earlier = all();
    piece = NOTHING;
  }

  /** The head is over. */
  void clear() {
    earlier = new byte[0];
    piece = NOTHING;
  }

  /** All that came, and what came with it in the last piece. */
  byte[] all() {
    int more = Math.min(piece.remaining(), most - earlier.length);
    byte[] all = Arrays.copyOf(earlier, earlier.length + more);
    piece.duplicate().get(all, earlier.length, more);
    return all;
  }

  /** What came up to a position in the piece that is being read. */
  byte[] upTo(int position) {
    byte[] all = all();
    int now = Math.max(0, position - piece.position());
    return Arrays.copyOf(all, Math.min(all.length, earlier.length + now));
  }

  /**
   * The last bytes before a position in the piece that is being read, zeros where there are fewer.
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
