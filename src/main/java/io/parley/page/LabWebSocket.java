package io.parley.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A WebSocket of the lab after its 101: records the frames in both directions. It answers a ping
 * and a close by itself, as RFC 6455 5.5 demands; all else is the visitor's to send. Thread-safe.
 */
final class LabWebSocket {
  /** The most frames that are kept; with {@link LabFrame#MOST_KEPT} it bounds the memory. */
  static final int MOST_FRAMES = 256;

  /** The most frames in one answer; more are there at the next question. */
  static final int MOST_ANSWERED = 64;

  /** Nanoseconds a connection lives at most. */
  private static final long LIFETIME = TimeUnit.MINUTES.toNanos(5);

  /** Nanoseconds after which it is closed where nobody asks for its frames: the page is gone. */
  private static final long UNUSED = TimeUnit.MINUTES.toNanos(1);

  /** 1000, the normal closure. */
  private static final byte[] DONE = {0x03, (byte) 0xe8};

  /**
   * A recorded frame.
   *
   * @param number from 1
   * @param sent whether the lab sent it
   * @param micros since the 101
   */
  record Recorded(long number, boolean sent, long micros, LabFrame frame) {}

  private final Socket socket;
  private final InputStream in;
  private final long begin = System.nanoTime();
  private final ReentrantLock writing = new ReentrantLock();

  // Guarded by this.
  private final ArrayDeque<Recorded> frames = new ArrayDeque<>();
  private long last;
  private long asked = System.nanoTime();
  private long question;
  private Optional<String> end = Optional.empty();

  /**
   * @param in what follows the head of the 101, from its first octet
   */
  LabWebSocket(Socket socket, InputStream in) {
    this.socket = socket;
    this.in = in;
  }

  /** Reads until the connection ends. Runs on a thread of its own. */
  void read() {
    try (socket) {
      socket.setSoTimeout(0);
      while (true) {
        LabFrame frame = LabFrame.read(in);
        record(false, frame);
        if (frame.opcode() == LabFrame.PING) {
          send(LabFrame.PONG, frame.payload());
        } else if (frame.opcode() == LabFrame.CLOSE) {
          answerClose(frame);
        }
      }
    } catch (IOException | RuntimeException ended) {
      end("server");
    }
  }

  private void answerClose(LabFrame frame) throws IOException {
    synchronized (this) {
      if (frames.stream()
          .anyMatch(each -> each.sent() && each.frame().opcode() == LabFrame.CLOSE)) {
        return;
      }
    }
    send(LabFrame.CLOSE, frame.payload());
  }

  /** Sends a message of one frame, and returns its number. */
  long send(int opcode, byte[] payload) throws IOException {
    LabFrame frame = LabFrame.masked(opcode, payload);
    // One write at a time, and in the order of the record.
    writing.lock();
    try {
      // Before the write: the answer may be read before that returns.
      long number = record(true, frame.shortened());
      socket.getOutputStream().write(frame.octets());
      return number;
    } finally {
      writing.unlock();
    }
  }

  private synchronized long record(boolean sent, LabFrame frame) {
    long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
    frames.addLast(new Recorded(++last, sent, micros, frame));
    if (frames.size() > MOST_FRAMES) {
      frames.removeFirst();
    }
    notifyAll();
    return last;
  }

  /**
   * Returns the kept frames after a number, at most {@link #MOST_ANSWERED}. Waits for one where
   * there is none yet, until the connection ends, the time is over or another question comes.
   */
  synchronized List<Recorded> after(long number, Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    long own = ++question;
    notifyAll();
    asked = System.nanoTime();
    while (last <= number && end.isEmpty() && own == question && until > System.nanoTime()) {
      wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
    }
    asked = System.nanoTime();
    return new ArrayList<>(
        frames.stream().filter(each -> each.number() > number).limit(MOST_ANSWERED).toList());
  }

  /** Why it ended: {@code server}, {@code lifetime}, {@code unused} or {@code replaced}. */
  synchronized Optional<String> ended() {
    return end;
  }

  /** Closes it where its time is over or nobody asks any more. */
  void sweep(long now) {
    long since;
    synchronized (this) {
      since = now - asked;
    }
    if (now - begin > LIFETIME) {
      close("lifetime");
    } else if (since > UNUSED) {
      close("unused");
    }
  }

  /** Whether nobody has asked for long after the end, so that it can be forgotten. */
  synchronized boolean isForgotten(long now) {
    return end.isPresent() && now - asked > UNUSED;
  }

  /**
   * Sends a close frame, and closes the connection. Where a write hangs it only closes. Idempotent.
   */
  void close(String why) {
    if (!end(why)) {
      return;
    }
    try (socket) {
      if (writing.tryLock()) {
        try {
          send(LabFrame.CLOSE, DONE);
        } finally {
          writing.unlock();
        }
      }
    } catch (IOException gone) {
      end(why);
    }
  }

  private synchronized boolean end(String why) {
    boolean first = end.isEmpty();
    end = Optional.of(end.orElse(why));
    notifyAll();
    return first;
  }
}
