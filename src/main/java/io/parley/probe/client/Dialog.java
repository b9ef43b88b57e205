package io.parley.probe.client;

import io.parley.probe.Frame;
import java.time.Duration;
import java.util.List;

/** What a script says on one connection, and what the client did. Used by one thread. */
final class Dialog {
  /** What we say in an open connection; the client has to send it back. */
  static final String OURS = "parley";

  /** How long a client may take to answer our Close frame; it is not judged for that. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  /** Part of the time in which a client sends its first message if it takes a refusal for a 101. */
  private static final int QUIET_PART = 5;

  private final ClientConnection connection;
  private final OpeningRequest request;
  private final Duration timeout;
  private final long start = System.nanoTime();
  private boolean isEarly;
  private long answered = start;
  private long reacted = start;

  Dialog(ClientConnection connection, OpeningRequest request, Duration timeout) {
    this.connection = connection;
    this.request = request;
    this.timeout = timeout;
  }

  OpeningRequest request() {
    return request;
  }

  /** The right answer to the request. */
  ServerAnswer right() {
    return ServerAnswer.right(request);
  }

  /** Sends octets in one packet. */
  void say(String octets) {
    isEarly |= answered == start && !connection.received().isEmpty();
    answered = System.nanoTime();
    connection.send(octets);
  }

  /** Waits, and reads what the client sends meanwhile. */
  void pause(Duration duration) {
    connection.await(() -> false, duration);
    isEarly |= answered == start && !connection.received().isEmpty();
  }

  /** Sends each part in a packet of its own, and then talks as {@link #converse} does. */
  void sayInPartsThenConverse(List<String> parts, Duration between) {
    for (String part : parts) {
      say(part);
      pause(between);
    }
    talk(1, List.of(ServerAnswer.message(OURS)));
  }

  boolean isOpen() {
    return !connection.isEnded();
  }

  /** Waits for the client's Close frame. */
  void awaitClose() {
    connection.await(this::isClosing, timeout);
    reacted = System.nanoTime();
  }

  /** Sends octets, and waits until the client sends something or ends the connection. */
  void sayAndWatch(String octets) {
    say(octets);
    watch();
  }

  /** Waits until the client sends something besides a Close frame, or ends the connection. */
  void watch() {
    watch(connection.received().length(), timeout);
  }

  /** Sends a refusal. The client may keep the connection, so it is not waited for. */
  void refuse(String octets) {
    say(octets);
    watch(connection.received().length(), timeout.dividedBy(QUIET_PART));
  }

  private void watch(int from, Duration limit) {
    connection.await(() -> isSpoken(from) || isClosing(), limit);
    reacted = System.nanoTime();
    if (isClosing() && !isSpoken(from)) {
      connection.finish();
      connection.await(() -> isSpoken(from), limit);
      reacted = System.nanoTime();
    }
  }

  private boolean isSpoken(int from) {
    String octets = connection.received().substring(from);
    boolean closes = !octets.isEmpty() && (octets.charAt(0) & 0xf) == ClientFrame.CLOSE;
    return !octets.isEmpty() && !closes;
  }

  private boolean isClosing() {
    return frames().stream().anyMatch(ClientFrame::isClose);
  }

  /** The frames that came, as far as they are whole. */
  List<ClientFrame> frames() {
    return ClientFrame.read(connection.received());
  }

  /** Sends octets, waits for the client's first message, sends ours, and waits for its echo. */
  void converse(String octets) {
    say(octets);
    talk(1, List.of(ServerAnswer.message(OURS)));
  }

  /** Waits for a number of messages, then says all parts and waits for one more for each. */
  void talk(int first, List<String> parts) {
    awaitMessages(first);
    reacted = System.nanoTime();
    if (isClosing()) {
      letItEnd(timeout);
    } else if (messages() >= first) {
      parts.forEach(this::send);
      awaitMessages(first + parts.size());
      farewell();
    }
  }

  /** Waits until the client has sent that many messages. */
  boolean awaitMessages(int count) {
    return connection.await(() -> messages() >= count || isClosing(), timeout)
        && messages() >= count;
  }

  private int messages() {
    return ClientMessages.assemble(frames()).size();
  }

  /** Lets a client that sent a Close frame end the connection. */
  private void letItEnd(Duration limit) {
    connection.finish();
    connection.await(() -> false, limit);
  }

  /** Sends octets after the answer. */
  void send(String octets) {
    connection.send(octets);
  }

  /** Closes the connection as RFC 6455 7.1.1 says, without a judgement. */
  void farewell() {
    connection.send(closeFrame());
    connection.await(this::isClosing, FAREWELL);
  }

  /** A Close frame with the code 1000. */
  static String closeFrame() {
    return new Frame(true, 0, ClientFrame.CLOSE, false, "\u0003\u00e8").octets();
  }

  Observation observation(ClientHistory history) {
    return new Observation(
        request,
        history,
        isEarly,
        frames(),
        connection.sent(),
        connection.received(),
        connection.state(),
        Duration.ofNanos(reacted - answered));
  }
}
