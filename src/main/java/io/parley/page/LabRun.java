package io.parley.page;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection of the lab: sends a head, and reads the response. It closes then, unless it is to
 * stay and the response is a 101.
 */
final class LabRun {
  /** Nanoseconds for the whole connection; the visitor and a thread of the container wait. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

  /** Bytes of a response; every response of an endpoint is far shorter. */
  private static final int MOST_ANSWER = 16_384;

  /** A close frame with 1000, masked with zeros, so that no session waits for its peer. */
  private static final byte[] FAREWELL = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xe8};

  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length:[ \t]*([0-9]{1,9})[ \t]*\r\n");
  private static final Pattern CLOSES = Pattern.compile("\r\nconnection:[^\r]*\\bclose\\b");
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})(?![0-9])");

  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
  private final long begin = System.nanoTime();
  private final boolean bare;
  private String ended = "closed";
  private long end;
  private Optional<LabWebSocket> webSocket = Optional.empty();

  /**
   * @param bare whether the response has no content, whatever length it declares
   */
  private LabRun(boolean bare) {
    this.bare = bare;
  }

  /**
   * Runs the connection. Never throws because of what a server does.
   *
   * @param stay whether a WebSocket stays open
   */
  static LabRun over(LabConnector connector, byte[] head, boolean stay) {
    LabRun run = new LabRun(startsWith(head, "HEAD "));
    try {
      Socket socket = connector.open(run.milliseconds());
      try {
        run.exchange(socket, head, stay);
      } finally {
        if (run.webSocket.isEmpty()) {
          socket.close();
        }
      }
    } catch (SocketTimeoutException late) {
      run.ended = run.isWhole() ? "open" : "silent";
    } catch (IOException reset) {
      run.ended = "closed";
    }
    run.end = System.nanoTime();
    return run;
  }

  private static boolean startsWith(byte[] head, String start) {
    return new String(head, 0, Math.min(head.length, start.length()), StandardCharsets.ISO_8859_1)
        .equals(start);
  }

  private void exchange(Socket socket, byte[] head, boolean stay) throws IOException {
    socket.getOutputStream().write(head);
    read(socket);
    if (status() == 101 && stay && isWhole()) {
      InputStream early =
          new ByteArrayInputStream(answer.toByteArray(), headLength(), answer.size());
      InputStream in = new SequenceInputStream(early, socket.getInputStream());
      webSocket = Optional.of(new LabWebSocket(socket, in));
    } else if (status() == 101) {
      socket.getOutputStream().write(FAREWELL);
    }
  }

  private void read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[4_096];
    while (!isAllRead()) {
      socket.setSoTimeout(milliseconds());
      int length = in.read(buffer);
      if (length < 0) {
        return;
      }
      answer.write(buffer, 0, length);
    }
    ended = "open";
  }

  /**
   * @throws SocketTimeoutException if no time is left
   */
  private int milliseconds() throws SocketTimeoutException {
    long left = PATIENCE - (System.nanoTime() - begin);
    if (left < TimeUnit.MILLISECONDS.toNanos(1)) {
      throw new SocketTimeoutException();
    }
    return (int) TimeUnit.NANOSECONDS.toMillis(left);
  }

  /** Whether all is read; where the response announces the connection's end, that is awaited. */
  private boolean isAllRead() {
    return isCut() || (isWhole() && !CLOSES.matcher(head()).find());
  }

  /** Whether the head is there, and the content where its length is declared. */
  private boolean isWhole() {
    String head = head();
    Matcher length = LENGTH.matcher(head);
    int content = length.find() && !bare && status() != 101 ? Integer.parseInt(length.group(1)) : 0;
    return !head.isEmpty() && answer.size() >= head.length() + content;
  }

  /** The head in lower case, with its blank line; empty while it is incomplete. */
  private String head() {
    String text = text();
    int end = text.indexOf("\r\n\r\n");
    return end < 0 ? "" : text.substring(0, end + 4).toLowerCase(Locale.ROOT);
  }

  /** The status; 0 where the response does not look like HTTP. */
  int status() {
    Matcher status = STATUS.matcher(text());
    return status.lookingAt() ? Integer.parseInt(status.group(1)) : 0;
  }

  private String text() {
    return answer.toString(StandardCharsets.ISO_8859_1);
  }

  boolean isCut() {
    return answer.size() > MOST_ANSWER;
  }

  /** At most {@link #MOST_ANSWER} bytes; only the head where the WebSocket stays open. */
  byte[] answer() {
    byte[] all = answer.toByteArray();
    int most = webSocket.isPresent() ? headLength() : MOST_ANSWER;
    return all.length > most ? Arrays.copyOf(all, most) : all;
  }

  private int headLength() {
    return head().length();
  }

  /** The WebSocket that stays open, for the caller to read and close. */
  Optional<LabWebSocket> webSocket() {
    return webSocket;
  }

  /** {@code closed} by the server, {@code open}, or {@code silent}. */
  String ended() {
    return ended;
  }

  long micros() {
    return TimeUnit.NANOSECONDS.toMicros(end - begin);
  }
}
