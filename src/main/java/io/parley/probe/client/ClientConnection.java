package io.parley.probe.client;

import io.parley.probe.transport.ConnectionState;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A client's connection; keeps what was sent and received, up to a limit. */
final class ClientConnection implements Closeable {
  /** Octets kept of each direction; a client may send for ever. */
  static final int MAX_KEPT = 1 << 20;

  /** Octets of a request; the largest that common servers read is a quarter of this. */
  private static final int MAX_HEAD = 64 * 1024;

  private static final int BUFFER = 16 * 1024;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final StringBuilder sent = new StringBuilder();
  private final StringBuilder received = new StringBuilder();
  private ConnectionState state = ConnectionState.OPEN;

  ClientConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Reads a request; empty if none arrives whole. What follows it stays in {@link #received}. */
  Optional<OpeningRequest> request(Duration limit) {
    await(() -> endOfHead() >= 0 || received.length() > MAX_HEAD, limit);
    int end = endOfHead();
    if (end < 0) {
      return Optional.empty();
    }
    String head = received.substring(0, end);
    received.delete(0, end);
    return Optional.of(OpeningRequest.read(head));
  }

  private int endOfHead() {
    int end = received.indexOf("\r\n\r\n");
    return end < 0 ? -1 : end + 4;
  }

  /** Sends octets; does nothing on a connection that has ended. */
  void send(String octets) {
    sent.append(octets, 0, Math.min(octets.length(), MAX_KEPT - sent.length()));
    try {
      out.write(octets.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    } catch (IOException e) {
      end(ConnectionState.RESET);
    }
  }

  /** Says that nothing more will be sent; the client's octets can still be read. */
  void finish() {
    try {
      socket.shutdownOutput();
    } catch (IOException | UnsupportedOperationException e) {
      end(ConnectionState.RESET);
    }
  }

  /** Reads until the condition holds, the client ends the connection, or the time is up. */
  boolean await(BooleanSupplier condition, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean() && state == ConnectionState.OPEN) {
      long left = (deadline - System.nanoTime()) / NANOS_PER_MILLI;
      if (left <= 0) {
        return false;
      }
      read((int) Math.min(left, Integer.MAX_VALUE));
    }
    return condition.getAsBoolean();
  }

  private void read(int millis) {
    byte[] buffer = new byte[BUFFER];
    try {
      socket.setSoTimeout(millis);
      int count = in.read(buffer);
      if (count < 0) {
        end(ConnectionState.CLOSED);
      } else if (received.length() + count > MAX_KEPT) {
        end(ConnectionState.OVERFLOWED);
      } else {
        received.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
      }
    } catch (SocketTimeoutException timeIsUp) {
      return;
    } catch (IOException e) {
      end(ConnectionState.RESET);
    }
  }

  private void end(ConnectionState why) {
    state = state == ConnectionState.OPEN ? why : state;
  }

  /** How the client ended the connection; open where it did not. */
  ConnectionState state() {
    return state;
  }

  boolean isEnded() {
    return state.isEnded();
  }

  String sent() {
    return sent.toString();
  }

  /** What came after the request. */
  String received() {
    return received.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
