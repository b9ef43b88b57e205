package io.parley.redisjudge;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;

/**
 * A client that is in some rooms, and comes back to any server as long as it lives: with its secret
 * and the last position that it has of each room.
 */
abstract class JudgeClient implements AutoCloseable {
  private static final long PAUSE_NANOS = 200_000_000;

  final List<String> rooms;
  private final IntUnaryOperator ports;
  private final Random random;
  private final Thread thread = new Thread(this::run, "judge-client");
  private final Set<String> joined = new HashSet<>();
  private volatile Optional<JudgeSocket> socket = Optional.empty();
  private volatile boolean closed;
  private String secret = "";

  /**
   * @param ports gives the port of a server by a number, which may be any
   */
  JudgeClient(List<String> rooms, IntUnaryOperator ports, Random random) {
    this.rooms = List.copyOf(rooms);
    this.ports = ports;
    this.random = random;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      try (JudgeSocket opened = JudgeSocket.open(ports.applyAsInt(random.nextInt(1 << 20)))) {
        welcome(opened);
        while (!closed) {
          handle(opened, opened.read());
        }
      } catch (IOException e) {
        leaveServer();
        LockSupport.parkNanos(PAUSE_NANOS); // It comes back.
      }
    }
  }

  private void leaveServer() {
    socket = Optional.empty();
    synchronized (joined) {
      joined.clear();
    }
    left();
  }

  private void welcome(JudgeSocket opened) throws IOException {
    if (secret.isEmpty()) {
      secret = String.valueOf(opened.welcome().get("resume"));
    }
    socket = Optional.of(opened);
    for (String room : rooms) {
      join(opened, room);
    }
  }

  private void join(JudgeSocket opened, String room) throws IOException {
    String after = after(room).map(position -> ",'after':'" + position + "'").orElse("");
    opened.send(
        "{'type':'join','room':'%s','resume':'%s','ref':'%s'%s}"
            .formatted(room, secret, room, after));
  }

  private void handle(JudgeSocket opened, Map<String, Object> event) throws IOException {
    String room = String.valueOf(event.getOrDefault("room", ""));
    switch (String.valueOf(event.get("type"))) {
      case "joined" -> {
        synchronized (joined) {
          joined.add(room);
        }
        joined(room, LogPosition.parse(event.get("position")));
      }
      case "error" -> error(opened, event);
      case "left" -> throw new IOException("replaced");
      default -> event(room, event);
    }
  }

  private void error(JudgeSocket opened, Map<String, Object> event) throws IOException {
    Object ref = event.getOrDefault("ref", "");
    synchronized (joined) {
      if (rooms.contains(ref) && !joined.contains(ref)) {
        throw new IOException("not joined: " + event);
      }
    }
    refused(opened, event);
  }

  /** The connection, where it is in all of its rooms. */
  Optional<JudgeSocket> connection() {
    synchronized (joined) {
      return joined.size() == rooms.size() ? socket : Optional.empty();
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** The position to come back with; empty where there is none. */
  abstract Optional<LogPosition> after(String room);

  abstract void joined(String room, LogPosition head) throws IOException;

  abstract void event(String room, Map<String, Object> event) throws IOException;

  abstract void refused(JudgeSocket opened, Map<String, Object> event) throws IOException;

  /** The connection is gone. */
  abstract void left();

  @Override
  public void close() throws IOException {
    closed = true;
    Optional<JudgeSocket> open = socket;
    if (open.isPresent()) {
      open.get().close();
    }
  }
}
