package io.parley.server;

import jakarta.websocket.CloseReason;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.ProtocolException;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;
import org.eclipse.jetty.websocket.core.messages.MessageSink;
import org.eclipse.jetty.websocket.core.messages.StringMessageSink;

/**
 * Calls an endpoint's methods for the frames of one connection. It has the effect of Jetty's own
 * handler and a fraction of its memory: no coders, no bound methods, no request. The engine makes
 * one call at a time.
 */
final class EndpointHandler implements FrameHandler {
  private final EndpointMethods methods;
  private final Object endpoint;
  private final SessionOrigin origin;
  private final WebSocketContainer container;

  /** Null before the session opens. */
  private CoreSession core;

  // Guarded by this.
  private boolean closeTold;

  /** Made for the first message of its kind. */
  private Optional<MessageSink> texts = Optional.empty();

  private Optional<MessageSink> binaries = Optional.empty();

  /** Collects the message whose last frame has not come. */
  private Optional<MessageSink> current = Optional.empty();

  EndpointHandler(
      EndpointMethods methods,
      Object endpoint,
      SessionOrigin origin,
      WebSocketContainer container) {
    this.methods = methods;
    this.endpoint = endpoint;
    this.origin = origin;
    this.container = container;
  }

  @Override
  public void onOpen(CoreSession session, Callback callback) {
    core = session;
    try {
      Session opened = new EndpointSession(session, origin, container);
      methods.open().invokeExact(endpoint, opened);
    } catch (Throwable e) {
      callback.failed(new WebSocketException("the endpoint failed to open", e));
      return;
    }
    callback.succeeded();
    core.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    switch (frame.getOpCode()) {
      case OpCode.TEXT -> collect(texts(), frame, callback);
      case OpCode.BINARY -> collect(binaries(), frame, callback);
      case OpCode.CONTINUATION -> goOn(frame, callback);
      case OpCode.PING -> answer(frame, callback);
      case OpCode.PONG -> pong(frame, callback);
      case OpCode.CLOSE -> close(CloseStatus.getCloseStatus(frame), callback);
      default -> callback.failed(new ProtocolException("unknown opcode " + frame.getOpCode()));
    }
  }

  private MessageSink texts() {
    if (texts.isEmpty()) {
      texts = Optional.of(new StringMessageSink(core, this::text, true));
    }
    return texts.get();
  }

  private MessageSink binaries() {
    if (binaries.isEmpty()) {
      binaries = Optional.of(new BinaryMessageSink(core, this::binary));
    }
    return binaries.get();
  }

  private void goOn(Frame frame, Callback callback) {
    current.ifPresentOrElse(
        sink -> collect(sink, frame, callback),
        () -> callback.failed(new ProtocolException("a continuation of no message")));
  }

  /** The sink demands the next frame. */
  private void collect(MessageSink sink, Frame frame, Callback callback) {
    current = frame.isFin() ? Optional.empty() : Optional.of(sink);
    sink.accept(frame, callback);
  }

  /** Called with a {@code String}; returns nothing. */
  private Object text(Object... arguments) throws Throwable {
    methods.text().invokeExact(endpoint, (String) arguments[0]);
    return endpoint;
  }

  private void binary(byte[] message) throws Throwable {
    methods.binary().invokeExact(endpoint, message);
  }

  private void answer(Frame ping, Callback callback) {
    Runnable next =
        () -> {
          callback.succeeded();
          core.demand();
        };
    Frame pong = new Frame(OpCode.PONG).setPayload(ping.getPayload());
    core.sendFrame(pong, Callback.from(next, failure -> next.run()), false);
  }

  private void pong(Frame frame, Callback callback) {
    ByteBuffer payload = Optional.ofNullable(frame.getPayload()).orElse(BufferUtil.EMPTY_BUFFER);
    PongMessage message = () -> payload;
    try {
      methods.pong().invokeExact(endpoint, message);
    } catch (Throwable e) {
      callback.failed(new WebSocketException("the endpoint failed to take a pong", e));
      return;
    }
    callback.succeeded();
    core.demand();
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    try {
      methods.error().invokeExact(endpoint, cause);
      callback.succeeded();
    } catch (Throwable e) {
      callback.failed(new WebSocketException("the endpoint failed to take an error", e));
    }
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    close(status, callback);
  }

  /** Tells the endpoint once: at the peer's close frame, or when the connection is closed. */
  private void close(CloseStatus status, Callback callback) {
    try {
      if (isFirstClose()) {
        CloseReason reason =
            new CloseReason(
                CloseReason.CloseCodes.getCloseCode(status.getCode()), status.getReason());
        methods.close().invokeExact(endpoint, reason);
      }
      callback.succeeded();
    } catch (Throwable e) {
      callback.failed(new WebSocketException("the endpoint failed to close", e));
    }
  }

  private synchronized boolean isFirstClose() {
    boolean first = !closeTold;
    closeTold = true;
    return first;
  }
}
