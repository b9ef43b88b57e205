package io.parley.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Opens listening sockets: one port, the same on every address of a host. */
final class Sockets {
  /**
   * Connections that wait to be accepted. With the usual 50, a burst of a few hundred clients after
   * a restart waits for seconds in SYN retries.
   */
  static final int BACKLOG = 1024;

  /** How many free ports are tried to find one that is free on every address. */
  private static final int TRIES = 20;

  private static final int FIRST_ORDINARY_PORT = 1024;

  /** Bytes of one read of what is discarded. */
  private static final int PIECE = 16_384;

  private Sockets() {}

  /**
   * @param port 0 for any free port
   * @throws ListenException if the port cannot be opened on one of the addresses; none is left open
   *     then
   */
  static List<ServerSocketChannel> open(ListenHost listenHost, int port) throws IOException {
    for (int left = port == 0 ? TRIES : 1; ; left--) {
      List<ServerSocketChannel> opened = new ArrayList<>();
      try {
        openAll(listenHost, port, opened);
        return opened;
      } catch (ListenException e) {
        close(opened);
        if (left <= 1) {
          throw e;
        }
      }
    }
  }

  private static void openAll(ListenHost listenHost, int port, List<ServerSocketChannel> opened)
      throws IOException {
    int same = port;
    for (InetAddress address : listenHost.addresses()) {
      opened.add(open(listenHost, new InetSocketAddress(address, same)));
      same = bound(opened.get(0)).getPort();
    }
  }

  private static ServerSocketChannel open(ListenHost listenHost, InetSocketAddress socket)
      throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      // Otherwise a restart waits for the connections of the last run to leave TIME_WAIT.
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return channel.bind(socket, BACKLOG);
    } catch (IOException | UnsupportedOperationException e) {
      channel.close();
      String where = ListenHost.bracketed(listenHost.name()) + ":" + socket.getPort();
      throw new ListenException(where, reason(socket, e), e);
    }
  }

  static String reason(InetSocketAddress socket, Exception failure) {
    String told = Optional.ofNullable(failure.getMessage()).orElse("").toLowerCase(Locale.ROOT);
    if (told.contains("permission denied")) {
      return socket.getPort() < FIRST_ORDINARY_PORT
          ? "ports below 1024 need rights that this process does not have."
          : "this process has no right to.";
    }
    if (!socket.getAddress().isAnyLocalAddress() && !ListenHost.exists(socket.getAddress())) {
      return "no interface of this machine has that address.";
    }
    return failure instanceof BindException
        ? "the port is in use on " + ListenHost.describe(socket) + "."
        : failure.toString();
  }

  static InetSocketAddress bound(ServerSocketChannel channel) throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  /** Reads what has arrived, up to so many bytes; does not wait, and fails nowhere. */
  static void discard(SocketChannel channel, int most) {
    ByteBuffer taken = ByteBuffer.allocate(Math.min(most, PIECE));
    try {
      for (int left = most; left > 0; left -= taken.position()) {
        if (channel.read(taken.clear()) <= 0) {
          return;
        }
      }
    } catch (IOException e) {
      // It is broken: nothing arrives any more.
    }
  }

  static void close(List<ServerSocketChannel> channels) {
    channels.forEach(Sockets::close);
  }

  static void close(Channel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is lost: nothing was read from it.
    }
  }

  /** A peer's address without its port, for the log. */
  static String shown(SocketAddress peer) {
    return peer instanceof InetSocketAddress address && !address.isUnresolved()
        ? ListenHost.bracketed(address.getAddress().getHostAddress())
        : "(gone)";
  }
}
