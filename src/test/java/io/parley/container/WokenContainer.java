package io.parley.container;

import io.parley.tool.Wire;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A container that now and then forgets what a connection waits to read or to write until its
 * selector is woken. So one more connection says something every second.
 */
final class WokenContainer implements Container {
  private final Container container;
  private final Wire wire;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(WokenContainer::daemon);

  private WokenContainer(Container container, Wire wire) {
    this.container = container;
    this.wire = wire;
  }

  static WokenContainer of(Container container) throws IOException {
    Wire wire = Wire.open(container.port(), container.contexts().get(0) + "/echo");
    WokenContainer woken = new WokenContainer(container, wire);
    var unused = woken.timer.scheduleWithFixedDelay(woken::wake, 1, 1, TimeUnit.SECONDS);
    return woken;
  }

  /** Nobody reads the answers: they are some bytes, and the system takes them. */
  private void wake() {
    try {
      wire.text("wake");
    } catch (IOException ended) {
      timer.shutdown();
    }
  }

  @Override
  public int port() {
    return container.port();
  }

  @Override
  public int http2Port() {
    return container.http2Port();
  }

  @Override
  public List<String> contexts() {
    return container.contexts();
  }

  @Override
  public void stop() throws Exception {
    timer.shutdownNow();
    wire.close();
    container.stop();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "container-waker");
    thread.setDaemon(true);
    return thread;
  }
}
