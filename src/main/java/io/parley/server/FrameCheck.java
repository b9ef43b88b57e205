package io.parley.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.core.exception.ProtocolException;

/** Ends a WebSocket's input at the first frame that is not well-formed: {@link FrameLengths}. */
final class FrameCheck {
  /** Where the bytes come from. */
  interface Source {
    /** See {@code EndPoint#fill}. */
    int fill(ByteBuffer buffer) throws IOException;
  }

  private final FrameLengths frames = new FrameLengths();
  private boolean broken;

  /**
   * Appends to the buffer, up to the first frame that is not well-formed.
   *
   * @throws ProtocolException where nothing precedes that frame
   */
  int fill(ByteBuffer buffer, Source source) throws IOException {
    while (true) {
      if (broken) {
        throw new ProtocolException("the length of a frame is not in its shortest form");
      }
      int filled = source.fill(buffer);
      int kept = filled <= 0 ? filled : filled - cut(buffer, buffer.limit() - filled);
      if (filled <= 0 || kept > 0) {
        return kept;
      }
    }
  }

  /** Whether the next read fails because of what has arrived. */
  boolean isBroken() {
    return broken;
  }

  /** Checks the bytes that arrived behind the request, before the protocol was switched. */
  void check(ByteBuffer early) {
    cut(early, early.position());
  }

  private int cut(ByteBuffer buffer, int from) {
    int limit = buffer.limit();
    int end = frames.read(buffer, from);
    broken = end < limit;
    buffer.limit(end);
    return limit - end;
  }
}
