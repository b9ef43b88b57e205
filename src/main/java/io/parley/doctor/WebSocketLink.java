package io.parley.doctor;

import io.parley.probe.Frame;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A connection after its 101: sends and reads frames, and answers pings as a browser does. */
final class WebSocketLink implements AutoCloseable {
  /** Octets; the echo of the largest message fits, an endless frame does not. */
  private static final int MAX_FRAME = DoctorOptions.MAX_MESSAGE + 1024;

  private static final Duration GOODBYE = Duration.ofMillis(500);

  private final DoctorConnection connection;
  private final Answer answer;
  private final List<String> secrets;
  private Optional<CloseResult> end = Optional.empty();
  private int pings;

  WebSocketLink(DoctorConnection connection, Answer answer, List<String> secrets) {
    this.connection = connection;
    this.answer = answer;
    this.secrets = secrets;
  }

  /** The 101. */
  Answer answer() {
    return answer;
  }

  Optional<CloseResult> end() {
    return end;
  }

  /** How often the server sent a ping. */
  int pings() {
    return pings;
  }

  Duration timeout() {
    return connection.timeout();
  }

  void send(Frame frame) {
    try {
      connection.send(frame.octets());
    } catch (IOException e) {
      // Its close frame may still be readable; else the next read tells the end.
    }
  }

  /** Sends a large message while its echo is read. */
  void sendMeanwhile(Frame frame) {
    var unused = connection.sendMeanwhile(frame.octets());
  }

  /** Returns the next frame that is no ping; empty at the deadline and at the end. */
  Optional<Frame> next(Deadline deadline) {
    while (end.isEmpty() && !deadline.isOver()) {
      Optional<Frame> frame = read(deadline);
      if (frame.filter(each -> each.opcode() == Frame.PING).isEmpty()) {
        return frame.filter(each -> each.opcode() != Frame.CLOSE);
      }
    }
    return Optional.empty();
  }

  private Optional<Frame> read(Deadline deadline) {
    try {
      byte[] first = connection.read(1, deadline);
      return Optional.of(rest(first[0] & 0xff));
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      end = Optional.of(CloseResult.withoutCloseFrame());
      return Optional.empty();
    }
  }

  /** Once a frame has begun, its rest has a time of its own, so that no half frame is lost. */
  private Frame rest(int first) throws IOException {
    try {
      Frame frame = rest(first, Deadline.in(connection.timeout()));
      note(frame);
      return frame;
    } catch (SocketTimeoutException e) {
      throw new IOException("a frame without an end", e);
    }
  }

  private Frame rest(int first, Deadline deadline) throws IOException {
    int second = connection.read(1, deadline)[0] & 0xff;
    int length = second & 0x7f;
    long size = length < 126 ? length : number(connection.read(length == 126 ? 2 : 8, deadline));
    boolean masked = (second & 0x80) != 0;
    if (size < 0 || size > MAX_FRAME || masked) {
      throw new IOException("a frame that no client takes");
    }
    byte[] payload = connection.read((int) size, deadline);
    return new Frame(
        (first & 0x80) != 0,
        first >> 4 & 7,
        first & 0xf,
        false,
        new String(payload, StandardCharsets.ISO_8859_1));
  }

  private static long number(byte[] octets) {
    long number = 0;
    for (byte octet : octets) {
      number = (number << 8) | (octet & 0xff);
    }
    return number;
  }

  private void note(Frame frame) {
    if (frame.opcode() == Frame.PING) {
      pings++;
      send(Frame.ping(frame.payload()).of(Frame.PONG));
    } else if (frame.opcode() == Frame.CLOSE) {
      String payload = frame.payload();
      for (String secret : secrets) {
        payload = payload.replace(secret, "…");
      }
      end = Optional.of(CloseResult.of(payload));
    }
  }

  /** Says goodbye as a client does, and waits for the answer only a moment. */
  @Override
  public void close() throws IOException {
    try (connection) {
      if (end.isEmpty()) {
        send(Frame.ping("\u0003\u00e8").of(Frame.CLOSE));
        Deadline deadline = Deadline.in(GOODBYE);
        while (end.isEmpty() && !deadline.isOver()) {
          next(deadline);
        }
      }
    }
  }
}
