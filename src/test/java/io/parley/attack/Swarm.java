package io.parley.attack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Many connections of an attacker, served by the calling thread. */
final class Swarm implements AutoCloseable {
  /** Of the 127.0.0.x from which attackers come; healthy members are elsewhere. */
  static final int FIRST_ADDRESS = 20;

  /** Milliseconds that all opening handshakes together may take. */
  private static final long OPENING = 30_000;

  /** Milliseconds after which no more answers are expected. */
  private static final long QUIET = 500;

  private final Selector selector = Selector.open();
  private final ByteBuffer input = ByteBuffer.allocateDirect(65_536);
  private final List<Connection> connections = new ArrayList<>();

  /** What one connection still has to send, and how often it begins anew. */
  private static final class Connection {
    private final SocketChannel channel;
    private ByteBuffer output = ByteBuffer.allocate(0);
    private int rounds;
    private long received;
    private boolean ended;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /** Connects, and sends nothing. */
  Swarm(int port, int size, int addresses) throws IOException {
    for (int i = 0; i < size; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.bind(new InetSocketAddress(Peer.address(FIRST_ADDRESS + i % addresses), 0));
      channel.connect(new InetSocketAddress(Peer.address(1), port));
      channel.configureBlocking(false);
      Connection connection = new Connection(channel);
      channel.register(selector, SelectionKey.OP_READ, connection);
      connections.add(connection);
    }
  }

  /** Opens WebSockets; those that are refused end. */
  static Swarm open(int port, int size, int addresses, String path, String... fields)
      throws IOException {
    Swarm swarm = new Swarm(port, size, addresses);
    swarm.give(Peer.handshake(port, path, fields), 1);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(OPENING);
    while (swarm.silent() > 0 && System.nanoTime() < end) {
      swarm.pump(20);
    }
    return swarm;
  }

  private long silent() {
    return connections.stream().filter(c -> !c.ended && c.received == 0).count();
  }

  /** Makes each connection send the same bytes so many times over. */
  void give(byte[] bytes, int rounds) {
    for (int i = 0; i < connections.size(); i++) {
      give(i, bytes, rounds);
    }
  }

  void give(int index, byte[] bytes, int rounds) {
    Connection connection = connections.get(index);
    connection.output = ByteBuffer.wrap(bytes);
    connection.rounds = rounds - 1;
    if (!connection.ended) {
      connection.channel.keyFor(selector).interestOpsOr(SelectionKey.OP_WRITE);
    }
  }

  /** From now on nothing is read, so that what the server sends has to wait there. */
  void stopReading() {
    connections.stream()
        .filter(connection -> !connection.ended)
        .forEach(c -> c.channel.keyFor(selector).interestOpsAnd(~SelectionKey.OP_READ));
  }

  /** Sends and reads what can be for so many milliseconds. */
  void pump(long millis) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (left > 0) {
      selector.select(this::serve, left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  /** Sends and reads until all is sent and no more is answered, for so long at most. */
  void pumpUntilAnswered(long millis) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long received = -1;
    while (System.nanoTime() < end
        && (received != received() || connections.stream().anyMatch(Swarm::sends))) {
      received = received();
      pump(QUIET);
    }
  }

  private long received() {
    return connections.stream().mapToLong(connection -> connection.received).sum();
  }

  private static boolean sends(Connection connection) {
    return !connection.ended && (connection.rounds > 0 || connection.output.hasRemaining());
  }

  private void serve(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (key.isValid() && key.isReadable()) {
        read(connection);
      }
      if (key.isValid() && key.isWritable()) {
        write(connection, key);
      }
    } catch (IOException e) {
      end(connection);
    }
  }

  private void read(Connection connection) throws IOException {
    int length = connection.channel.read(input.clear());
    if (length < 0) {
      end(connection);
    } else {
      connection.received += length;
    }
  }

  private static void write(Connection connection, SelectionKey key) throws IOException {
    connection.channel.write(connection.output);
    if (!connection.output.hasRemaining()) {
      if (connection.rounds > 0) {
        connection.rounds--;
        connection.output.rewind();
      } else {
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
      }
    }
  }

  private static void end(Connection connection) {
    connection.ended = true;
    try {
      connection.channel.close();
    } catch (IOException e) {
      // It was broken already.
    }
  }

  int size() {
    return connections.size();
  }

  /** How many the server has ended, as far as it can be seen: not while nothing is read. */
  long ended() {
    return connections.stream().filter(connection -> connection.ended).count();
  }

  @Override
  public void close() throws IOException {
    connections.forEach(Swarm::end);
    selector.close();
  }
}
