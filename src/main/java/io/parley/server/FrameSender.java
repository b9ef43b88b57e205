package io.parley.server;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.FutureCallback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** Sends each message as one frame. Nothing here blocks, not even a ping: the engine queues it. */
record FrameSender(CoreSession core) implements RemoteEndpoint.Async {
  @Override
  public void sendText(String text, SendHandler handler) {
    send(text(text), told(handler));
  }

  @Override
  public Future<Void> sendText(String text) {
    return sendFuture(text(text));
  }

  @Override
  public void sendBinary(ByteBuffer data, SendHandler handler) {
    send(new Frame(OpCode.BINARY).setPayload(data), told(handler));
  }

  @Override
  public Future<Void> sendBinary(ByteBuffer data) {
    return sendFuture(new Frame(OpCode.BINARY).setPayload(data));
  }

  @Override
  public void sendPing(ByteBuffer data) {
    send(new Frame(OpCode.PING).setPayload(data), Callback.NOOP);
  }

  @Override
  public void sendPong(ByteBuffer data) {
    send(new Frame(OpCode.PONG).setPayload(data), Callback.NOOP);
  }

  private static Frame text(String text) {
    return new Frame(OpCode.TEXT).setPayload(EncodedTexts.ofThread().encoded(text));
  }

  private void send(Frame frame, Callback callback) {
    core.sendFrame(frame, callback, false);
  }

  private Future<Void> sendFuture(Frame frame) {
    FutureCallback sent = new FutureCallback();
    send(frame, sent);
    return sent;
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
