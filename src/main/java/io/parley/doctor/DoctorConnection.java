package io.parley.doctor;

import io.parley.probe.PrintableOctets;
import io.parley.probe.ProbeRequest;
import io.parley.probe.ProbeResponse;
import io.parley.probe.ResponseReader;
import io.parley.probe.transport.ConnectionState;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLException;

/** A connection to the server, over TLS where the URL says so. Every wait is bounded. */
final class DoctorConnection implements AutoCloseable {
  /** Octets of a response that are read: an endless one must not fill the memory. */
  private static final int MAX_ANSWER = 256 * 1024;

  private static final String HTTP = "HTTP/";

  /** Octets that tell a protocol: a frame of HTTP/2 begins with so many. */
  private static final int MARK = 9;

  private final Socket socket;

  /** Below TLS: closing it never waits for a writer. */
  private final Socket transport;

  private final Duration timeout;
  private InputStream in;

  /**
   * @param transport the same socket, or the one that TLS runs on
   */
  DoctorConnection(Socket socket, Socket transport, Duration timeout) throws IOException {
    this.socket = socket;
    this.transport = transport;
    this.timeout = timeout;
    this.in = socket.getInputStream();
    socket.setTcpNoDelay(true);
  }

  /**
   * Sends a request and reads the response; after a 101 the frames can be read.
   *
   * @param secrets are taken out of the response
   */
  Answer ask(ProbeRequest request, List<String> secrets) {
    StringBuilder octets = new StringBuilder();
    Deadline deadline = Deadline.in(timeout);
    String problem = "";
    ConnectionState state;
    try {
      send(request.octets());
      state = read(octets, deadline);
    } catch (SocketTimeoutException e) {
      state = ConnectionState.TIMED_OUT;
    } catch (EOFException e) {
      state = ConnectionState.CLOSED;
    } catch (SSLException e) {
      state = ConnectionState.CLOSED;
      problem = PrintableOctets.brief(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      state = ConnectionState.RESET;
    }
    return answer(octets.toString(), state, problem, secrets);
  }

  private Answer answer(
      String octets, ConnectionState state, String problem, List<String> secrets) {
    String safe = octets;
    for (String secret : secrets) {
      safe = safe.replace(secret, "…");
    }
    boolean ended = state != ConnectionState.OPEN;
    Optional<ProbeResponse> response = new ResponseReader(safe, false, ended).read();
    response.filter(ProbeResponse::upgrades).ifPresent(this::keep);
    return new Answer(safe, state, problem, response);
  }

  /** Frames may be in the packet of the 101. */
  private void keep(ProbeResponse response) {
    byte[] rest = response.rest().getBytes(StandardCharsets.ISO_8859_1);
    in = new SequenceInputStream(new ByteArrayInputStream(rest), in);
  }

  private ConnectionState read(StringBuilder octets, Deadline deadline) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    while (!isEnough(octets)) {
      if (octets.length() > MAX_ANSWER) {
        return ConnectionState.OVERFLOWED;
      }
      if (deadline.isOver()) {
        return ConnectionState.TIMED_OUT;
      }
      socket.setSoTimeout(deadline.millis());
      int count = in.read(buffer);
      if (count < 0) {
        return ConnectionState.CLOSED;
      }
      octets.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
    }
    return ConnectionState.OPEN;
  }

  /** What does not begin as HTTP is not waited for. */
  private static boolean isEnough(StringBuilder octets) {
    if (octets.length() >= MARK && octets.indexOf(HTTP) != 0) {
      return true;
    }
    return octets.indexOf("\r\n\r\n") >= 0
        && new ResponseReader(octets.toString(), false, false)
            .read()
            .filter(response -> response.upgrades() || response.complete())
            .isPresent();
  }

  /** Sends octets; returns when the system took them. */
  void send(String octets) throws IOException {
    byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
    BoundedCall.run(timeout, transport, () -> write(bytes));
  }

  /** Sends octets while the caller reads: a large message and its echo must not wait in turn. */
  FutureTask<Boolean> sendMeanwhile(String octets) {
    byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
    return BoundedCall.start(() -> write(bytes));
  }

  private boolean write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return true;
  }

  /**
   * Reads that many octets.
   *
   * @throws EOFException if the connection ends before
   * @throws SocketTimeoutException at the deadline
   */
  byte[] read(int length, Deadline deadline) throws IOException {
    byte[] bytes = new byte[length];
    int at = 0;
    while (at < length) {
      if (deadline.isOver()) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout(deadline.millis());
      int count = in.read(bytes, at, length - at);
      if (count < 0) {
        throw new EOFException();
      }
      at += count;
    }
    return bytes;
  }

  Duration timeout() {
    return timeout;
  }

  /** Returns without waiting for the peer. */
  @Override
  public void close() throws IOException {
    transport.close();
  }
}
