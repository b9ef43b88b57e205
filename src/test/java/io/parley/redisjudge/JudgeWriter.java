package io.parley.redisjudge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;

/** Says messages in some rooms at a rate, and each again with its id until it is acknowledged. */
final class JudgeWriter extends JudgeClient {
  private static final int MOST_UNANSWERED = 200;
  private static final long AGAIN_NANOS = 15_000_000_000L;

  /** An acknowledgement. */
  record Said(String room, String token, LogPosition position) {}

  private record Saying(String room, long since) {}

  private final String name;
  private final int rate;
  private final Thread speaker = new Thread(this::speak, "judge-writer");
  private final Map<String, Said> said = new ConcurrentHashMap<>();
  private final List<String> wrong = new ArrayList<>();

  // Guarded by this.
  private final Map<String, Saying> unanswered = new LinkedHashMap<>();
  private boolean stopped;
  private int count;

  /**
   * @param rate messages a second
   */
  JudgeWriter(String name, int rate, List<String> rooms, IntUnaryOperator ports, Random random) {
    super(rooms, ports, random);
    this.name = name;
    this.rate = rate;
    speaker.setDaemon(true);
  }

  @Override
  void start() {
    super.start();
    speaker.start();
  }

  /** Says nothing new any more. */
  synchronized void stop() {
    stopped = true;
  }

  synchronized int unanswered() {
    return unanswered.size();
  }

  Map<String, Said> said() {
    return said;
  }

  /** What is wrong with acknowledgements, a line each. */
  synchronized List<String> wrong() {
    return List.copyOf(wrong);
  }

  private void speak() {
    while (!isClosed()) {
      LockSupport.parkNanos(1_000_000_000L / rate);
      Optional<JudgeSocket> open = connection();
      if (open.isPresent()) {
        try {
          sayOne(open.get());
        } catch (IOException ended) {
          // Its reading thread opens another.
        }
      }
    }
  }

  private synchronized void sayOne(JudgeSocket open) throws IOException {
    for (Map.Entry<String, Saying> late : List.copyOf(unanswered.entrySet())) {
      if (System.nanoTime() - late.getValue().since > AGAIN_NANOS) {
        say(open, late.getKey(), late.getValue().room);
      }
    }
    if (!stopped && unanswered.size() < MOST_UNANSWERED) {
      String token = name + "-" + ++count;
      say(open, token, rooms.get(count % rooms.size()));
    }
  }

  private void say(JudgeSocket open, String token, String room) throws IOException {
    unanswered.put(token, new Saying(room, System.nanoTime()));
    open.send(
        "{'type':'say','room':'%s','id':'%s','text':'%s','ref':'%s'}"
            .formatted(room, token, token, token));
  }

  @Override
  Optional<LogPosition> after(String room) {
    return Optional.empty();
  }

  @Override
  void joined(String room, LogPosition head) throws IOException {
    Optional<JudgeSocket> open = connection();
    if (open.isPresent()) {
      sayAgain(open.get());
    }
  }

  /** What was not acknowledged before the connection was lost. */
  private synchronized void sayAgain(JudgeSocket open) throws IOException {
    for (Map.Entry<String, Saying> each : List.copyOf(unanswered.entrySet())) {
      say(open, each.getKey(), each.getValue().room);
    }
  }

  @Override
  void event(String room, Map<String, Object> event) {
    if (event.get("type").equals("said")) {
      acknowledged(
          new Said(
              room, String.valueOf(event.get("id")), LogPosition.parse(event.get("position"))));
    }
  }

  private synchronized void acknowledged(Said news) {
    unanswered.remove(news.token);
    Said former = said.putIfAbsent(news.token, news);
    if (former != null && former.position.offset() != news.position.offset()) {
      wrong.add(news.token + " was acknowledged as " + former.position + ", then " + news.position);
    }
  }

  @Override
  synchronized void refused(JudgeSocket opened, Map<String, Object> event) throws IOException {
    String token = String.valueOf(event.getOrDefault("ref", ""));
    Optional<Saying> saying = Optional.ofNullable(unanswered.get(token));
    if (saying.isPresent()) {
      // Soon again, not at once: it may be refused because too much waits.
      long soon = System.nanoTime() - AGAIN_NANOS + 1_000_000_000L;
      unanswered.put(token, new Saying(saying.get().room, soon));
    }
  }

  @Override
  void left() {}
}
