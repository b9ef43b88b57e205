package io.parley.probe.http2.strict;

import static io.parley.probe.http2.strict.TunnelFlaw.*;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Writes frames, DATA as far as the windows of their streams allow. */
final class FrameWriter {
  private final OutputStream out;
  private final Set<TunnelFlaw> flaws;
  private final Map<Integer, Long> windows = new HashMap<>();
  private final Object turn = new Object();
  private long initialWindow = 65_535;
  private boolean closed;

  FrameWriter(OutputStream out, Set<TunnelFlaw> flaws) {
    this.out = out;
    this.flaws = flaws;
  }

  synchronized void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(stream).put(payload);
    out.write(frame.array());
    out.flush();
  }

  void error(int type, int stream, int code) throws IOException {
    boolean goAway = type == 7;
    ByteBuffer payload = ByteBuffer.allocate(goAway ? 8 : 4);
    if (goAway) {
      payload.putInt(0);
    }
    frame(type, 0, stream, payload.putInt(code).array());
  }

  /** Waits for the window, as long as the connection is there. */
  void data(int stream, byte[] octets) throws IOException {
    if (flaws.contains(STALLS_ALL)) {
      synchronized (turn) {
        whole(stream, octets);
      }
    } else {
      whole(stream, octets);
    }
  }

  private void whole(int stream, byte[] octets) throws IOException {
    int at = 0;
    while (at < octets.length) {
      int size = flaws.contains(IGNORES_WINDOWS) ? octets.length : take(stream, octets.length - at);
      byte[] part = new byte[size];
      System.arraycopy(octets, at, part, 0, size);
      frame(0, 0, stream, part);
      at += size;
    }
  }

  private synchronized int take(int stream, int wanted) throws IOException {
    try {
      while (window(stream) <= 0) {
        if (closed) {
          throw new IOException("the connection is gone");
        }
        wait();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    int size = (int) Math.min(wanted, window(stream));
    windows.put(stream, window(stream) - size);
    return size;
  }

  private long window(int stream) {
    return windows.computeIfAbsent(stream, id -> initialWindow);
  }

  /** Returns whether the window is still in its limit. */
  synchronized boolean grow(int stream, long octets) {
    windows.put(stream, window(stream) + octets);
    notifyAll();
    return window(stream) <= Integer.MAX_VALUE;
  }

  synchronized void initialWindow(long size) {
    if (!flaws.contains(IGNORES_LATER_WINDOWS)) {
      windows.replaceAll((stream, left) -> left + size - initialWindow);
    }
    initialWindow = size;
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
