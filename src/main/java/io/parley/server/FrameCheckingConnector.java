package io.parley.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;

/**
 * Checks WebSocket frames before Jetty's parser reads them: {@link FrameLengths}. Also limits the
 * rate at which they are read: {@link PacedReads}.
 */
final class FrameCheckingConnector extends ServerConnector {
  /** Of threads that accept connections, where the selector's thread does not: Jetty's default. */
  private static final int DEFAULT = -1;

  private final TcpConnections connections;
  private final boolean secure;
  private final boolean onlyHttp1;

  /** Null while the superclass constructor runs. */
  private final TurnExecutor inTurn;

  /**
   * @param factories the first creates the connection of a new socket
   */
  FrameCheckingConnector(
      Server server, List<ConnectionFactory> factories, TcpConnections connections) {
    super(
        server,
        null,
        null,
        null,
        connections.pacer().isOptimized() ? 0 : DEFAULT,
        DEFAULT,
        factories.toArray(ConnectionFactory[]::new));
    this.connections = connections;
    this.secure = factories.stream().anyMatch(SslConnectionFactory.class::isInstance);
    this.onlyHttp1 = factories.stream().noneMatch(Http2Factory.class::isInstance);
    this.inTurn = new TurnExecutor(connections.pacer(), super.getExecutor());
  }

  @Override
  protected SelectorManager newSelectorManager(
      Executor executor, Scheduler scheduler, int selectors) {
    return new Selectors(executor, scheduler, selectors);
  }

  /**
   * Selectors whose threads accept connections, and open and close them without the help of other
   * threads.
   */
  private final class Selectors extends ServerConnectorManager {
    private final AcceptPause pause = new AcceptPause(this);

    Selectors(Executor executor, Scheduler scheduler, int selectors) {
      super(executor, scheduler, selectors);
    }

    @Override
    protected ManagedSelector newSelector(int id) {
      return new SelectorTurn.Timed(this, id);
    }

    /** Called by a selector's thread. Null where no connection is accepted now, as in Jetty. */
    @Override
    protected SelectableChannel doAccept(SelectableChannel server) throws IOException {
      if (!SelectorTurn.mayAccept()) {
        return null;
      }
      if (!connections.mayAccept()) {
        pause.shortly(server);
        return null;
      }
      try {
        return super.doAccept(server);
      } catch (IOException e) {
        pause.failed(server, e);
        return null;
      }
    }

    /** A task that is also an update of a selector opens a connection; others close one. */
    @Override
    protected void execute(Runnable task) {
      boolean opens = task instanceof ManagedSelector.SelectorUpdate;
      if (opens && connections.pacer().isOptimized()) {
        task.run();
      } else if (!SelectorTurn.deferClose(task)) {
        super.execute(task);
      }
    }
  }

  /** Runs the tasks that connections start themselves. */
  @Override
  public Executor getExecutor() {
    return inTurn == null ? super.getExecutor() : inTurn;
  }

  /** Whether connections begin with TLS. */
  boolean isSecure() {
    return secure;
  }

  /** Whether no connection speaks HTTP/2. */
  boolean isOnlyHttp1() {
    return onlyHttp1;
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selectSet, SelectionKey key) {
    SocketChannelEndPoint endPoint = new PacedEndPoint(channel, selectSet, key, this, connections);
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  /** An end point that checks the frames of its connection. */
  static class Checked extends SocketChannelEndPoint {
    /** Empty before the upgrade to WebSocket. */
    private Optional<FrameCheck> frames = Optional.empty();

    Checked(
        SocketChannel channel,
        ManagedSelector selector,
        SelectionKey key,
        FrameCheckingConnector connector) {
      super(channel, selector, key, connector.getScheduler());
    }

    @Override
    public void upgrade(Connection newConnection) {
      if (newConnection instanceof WebSocketConnection) {
        frames = Optional.of(new FrameCheck());
      }
      super.upgrade(newConnection);
    }

    /**
     * Appends to the buffer, up to the first frame that is not well-formed.
     *
     * @throws ProtocolException where nothing precedes that frame
     */
    @Override
    public int fill(ByteBuffer buffer) throws IOException {
      return frames.isEmpty() ? super.fill(buffer) : frames.get().fill(buffer, super::fill);
    }

    /** Whether the next read fails because of what has arrived. */
    boolean isBroken() {
      return frames.filter(FrameCheck::isBroken).isPresent();
    }

    /** Whether it is a WebSocket's. */
    boolean isChecked() {
      return frames.isPresent();
    }

    /** See {@link Paced#check}. */
    public void check(ByteBuffer early) {
      frames.ifPresent(check -> check.check(early));
    }
  }
}
