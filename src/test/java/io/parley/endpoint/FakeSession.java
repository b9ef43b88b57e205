package io.parley.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A session whose peer is a {@link FakeRemote}. */
final class FakeSession implements InvocationHandler {
  final FakeRemote far = new FakeRemote();
  final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
  volatile Thread closer;
  volatile long idleTimeout;

  /** What it was when the close came. */
  volatile long idleTimeoutAtClose;

  /** Keeps {@code close} from returning, as some containers do. */
  volatile Optional<CompletableFuture<Void>> closeBlocksUntil = Optional.empty();

  Session session() {
    return (Session)
        Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Session.class}, this);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    switch (method.getName()) {
      case "getAsyncRemote" -> {
        return far.remote();
      }
      case "setMaxTextMessageBufferSize", "setMaxBinaryMessageBufferSize" -> {}
      case "setMaxIdleTimeout" -> idleTimeout = (long) arguments[0];
      case "close" -> close((CloseReason) arguments[0]);
      default -> throw new UnsupportedOperationException(method.getName());
    }
    return null;
  }

  private void close(CloseReason reason) {
    closer = Thread.currentThread();
    idleTimeoutAtClose = idleTimeout;
    closed.complete(reason);
    closeBlocksUntil.ifPresent(CompletableFuture::join);
  }
}
