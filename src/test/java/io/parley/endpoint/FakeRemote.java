package io.parley.endpoint;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A peer's end that records what is sent, and detects overlapping sends. */
final class FakeRemote implements InvocationHandler {
  /** When a send completes. */
  enum Mode {
    /** Before the call returns, on its thread. */
    AT_ONCE,
    /** Soon, on another thread. */
    ELSEWHERE,
    /** When told. */
    LATER,
    /** Never: the call throws. */
    THROWS
  }

  final List<String> sent = new ArrayList<>();

  /** Parley's classes whose monitors the thread of a call held; only where it is asked for. */
  final Set<String> monitors = ConcurrentHashMap.newKeySet();

  volatile boolean notesMonitors;
  final AtomicInteger overlaps = new AtomicInteger();
  volatile Mode mode = Mode.AT_ONCE;
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile Optional<SendHandler> pending = Optional.empty();

  RemoteEndpoint.Async remote() {
    return (RemoteEndpoint.Async)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {RemoteEndpoint.Async.class}, this);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws IOException {
    if (notesMonitors) {
      noteMonitors();
    }
    if (inFlight.incrementAndGet() > 1) {
      overlaps.incrementAndGet();
    }
    switch (method.getName()) {
      case "sendText" -> send((String) arguments[0], (SendHandler) arguments[1]);
      case "sendBinary" ->
          send("binary " + ((ByteBuffer) arguments[0]).remaining(), (SendHandler) arguments[1]);
      case "sendPing" -> {
        note("ping");
        inFlight.decrementAndGet();
      }
      default -> throw new UnsupportedOperationException(method.getName());
    }
    return null;
  }

  /** Completes what is in flight. */
  void complete(SendResult result) {
    SendHandler handler = pending.orElseThrow();
    pending = Optional.empty();
    inFlight.decrementAndGet();
    handler.onResult(result);
  }

  boolean pending() {
    return pending.isPresent();
  }

  synchronized int count() {
    return sent.size();
  }

  private void noteMonitors() {
    long[] here = {Thread.currentThread().getId()};
    ThreadInfo[] infos = ManagementFactory.getThreadMXBean().getThreadInfo(here, true, false);
    for (MonitorInfo monitor : infos[0].getLockedMonitors()) {
      if (monitor.getClassName().startsWith("io.parley.")) {
        monitors.add(monitor.getClassName());
      }
    }
  }

  private synchronized void note(String what) {
    sent.add(what);
  }

  private void send(String what, SendHandler handler) {
    note(what);
    switch (mode) {
      case AT_ONCE -> succeed(handler);
      case ELSEWHERE -> new Thread(() -> succeed(handler)).start();
      case LATER -> pending = Optional.of(handler);
      case THROWS -> throw new IllegalStateException("TEXT_FULL_WRITING");
    }
  }

  private void succeed(SendHandler handler) {
    inFlight.decrementAndGet();
    handler.onResult(new SendResult());
  }
}
