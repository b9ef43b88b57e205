package io.parley.server;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Future;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.FutureCallback;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;

/** Sends each message as one frame. Nothing here blocks, not even a ping: the engine queues it. */
final class FrameSender implements RemoteEndpoint.Async {
  private final WebSocketCoreSession core;

  /** Empty where the frames are inside TLS or a stream of HTTP/2. */
  private final Optional<CoalescingEndPoint> endPoint;

  /** Empty where each frame has to pass through the engine. */
  private final Optional<CoalescedOutput> direct;

  FrameSender(WebSocketCoreSession core) {
    this.core = core;
    this.endPoint =
        core.getConnection().getEndPoint() instanceof CoalescingEndPoint own
            ? Optional.of(own)
            : Optional.empty();
    boolean isCompressed = core.getExtensionStack().isRsv1Used();
    this.direct = isCompressed ? Optional.empty() : endPoint.flatMap(CoalescingEndPoint::output);
  }

  @Override
  public void sendText(String text, SendHandler handler) {
    sendMessage(OpCode.TEXT, encoded(text), handler);
  }

  @Override
  public Future<Void> sendText(String text) {
    return sendFuture(OpCode.TEXT, encoded(text));
  }

  /** An answer to what this thread has read is for this peer alone. */
  private ByteBuffer encoded(String text) {
    return endPoint.isPresent() && endPoint.get().isReadHere()
        ? ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))
        : EncodedTexts.ofThread().encoded(text);
  }

  @Override
  public void sendBinary(ByteBuffer data, SendHandler handler) {
    sendMessage(OpCode.BINARY, data, handler);
  }

  @Override
  public Future<Void> sendBinary(ByteBuffer data) {
    return sendFuture(OpCode.BINARY, data);
  }

  @Override
  public void sendPing(ByteBuffer data) {
    send(new Frame(OpCode.PING).setPayload(data), Callback.NOOP);
  }

  @Override
  public void sendPong(ByteBuffer data) {
    send(new Frame(OpCode.PONG).setPayload(data), Callback.NOOP);
  }

  private void sendMessage(byte opCode, ByteBuffer payload, SendHandler handler) {
    if (direct.isPresent() && direct.get().send(opCode, payload)) {
      handler.onResult(new SendResult());
    } else {
      sendByEngine(opCode, payload, told(handler));
    }
  }

  private Future<Void> sendFuture(byte opCode, ByteBuffer payload) {
    FutureCallback sent = new FutureCallback();
    if (direct.isPresent() && direct.get().send(opCode, payload)) {
      sent.succeeded();
    } else {
      sendByEngine(opCode, payload, sent);
    }
    return sent;
  }

  /** No later message overtakes it. */
  private void sendByEngine(byte opCode, ByteBuffer payload, Callback callback) {
    Callback sent = direct.map(output -> output.engineSends(callback)).orElse(callback);
    send(new Frame(opCode).setPayload(payload), sent);
  }

  private void send(Frame frame, Callback callback) {
    core.sendFrame(frame, callback, false);
  }

  private static Callback told(SendHandler handler) {
    return new Callback() {
      @Override
      public void succeeded() {
        handler.onResult(new SendResult());
      }

      @Override
      public void failed(Throwable cause) {
        handler.onResult(new SendResult(cause));
      }
    };
  }

  @Override
  public Future<Void> sendObject(Object data) {
    throw noEncoder(data);
  }

  @Override
  public void sendObject(Object data, SendHandler handler) {
    throw noEncoder(data);
  }

  private static IllegalArgumentException noEncoder(Object data) {
    return new IllegalArgumentException("no encoder for " + data.getClass());
  }

  /** Always 0: the endpoint limits the time itself. */
  @Override
  public long getSendTimeout() {
    return 0;
  }

  @Override
  public void setSendTimeout(long timeout) {
    throw new UnsupportedOperationException("the endpoint limits the time itself");
  }

  @Override
  public boolean getBatchingAllowed() {
    return false;
  }

  @Override
  public void setBatchingAllowed(boolean allowed) {
    if (allowed) {
      throw new UnsupportedOperationException("each message is sent at once");
    }
  }

  /** Has no effect: nothing is batched here. */
  @Override
  public void flushBatch() {}
}
