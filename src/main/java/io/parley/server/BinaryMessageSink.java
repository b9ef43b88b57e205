package io.parley.server;

import java.util.Arrays;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.eclipse.jetty.websocket.core.messages.MessageSink;

/**
 * Collects the fragments of a binary message in one array, and demands the next frame. Jetty's own
 * keeps every fragment, and walks through all of them for each further one: the time of a message
 * would grow with the square of their number.
 */
final class BinaryMessageSink implements MessageSink {
  private static final byte[] NONE = {};

  private final CoreSession core;
  private final Receiver receiver;
  private byte[] bytes = NONE;
  private int length;

  /** Takes whole messages. */
  interface Receiver {
    void accept(byte[] message) throws Throwable;
  }

  BinaryMessageSink(CoreSession core, Receiver receiver) {
    this.core = core;
    this.receiver = receiver;
  }

  @Override
  public void accept(Frame frame, Callback callback) {
    try {
      add(frame);
      if (frame.isFin()) {
        receiver.accept(take());
      }
      callback.succeeded();
      core.demand();
    } catch (Throwable e) {
      forget();
      callback.failed(e);
    }
  }

  private void add(Frame frame) {
    long size = (long) length + frame.getPayloadLength();
    long most = core.getMaxBinaryMessageSize();
    if (most > 0 && size > most) {
      throw new MessageTooLargeException(
          String.format("Binary message too large: %,d > %,d", size, most));
    }
    if (size > bytes.length) {
      long grown = frame.isFin() ? size : Math.max(size, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, Math.toIntExact(most > 0 ? Math.min(grown, most) : grown));
    }
    if (frame.hasPayload()) {
      frame.getPayload().get(bytes, length, frame.getPayloadLength());
    }
    length = (int) size;
  }

  private byte[] take() {
    byte[] message = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    forget();
    return message;
  }

  private void forget() {
    bytes = NONE;
    length = 0;
  }

  @Override
  public void fail(Throwable failure) {
    forget();
  }
}
