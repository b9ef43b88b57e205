package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.broker.sqlite.SqliteBroker;
import io.parley.broker.sqlite.StoreLimits;
import io.parley.chat.HistoryPage;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import io.parley.tool.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process, killed under load at random moments. {@code -Dparley.kills=N} kills it N times,
 * {@code -Dparley.kills.seed=N} at the same moments again, as far as a machine repeats itself.
 */
class KillIT {
  private static final int KILLS = Integer.getInteger("parley.kills", 10);
  private static final long SEED = Long.getLong("parley.kills.seed", System.nanoTime());

  /** Messages that a sender has sent and not seen acknowledged. */
  private static final int IN_FLIGHT = 64;

  private static final StoreLimits READING =
      new StoreLimits(
          Integer.MAX_VALUE, 1L << 40, Duration.ofDays(36_500), 1_000, 1L << 40, Duration.ZERO);

  @TempDir private Path folder;

  /** Says numbers in a room, over all the rounds. */
  private static final class Sender {
    private final String name;
    private final String room;
    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    private int sent;

    Sender(String name, String room) {
      this.name = name;
      this.room = room;
    }

    /** Until the connection breaks. What is not acknowledged by then counts as lost. */
    private void talk(int port, Semaphore begun) {
      Semaphore free = new Semaphore(IN_FLIGHT);
      int first = sent;
      try (Wire wire = Wire.open(port, "/chat/" + room)) {
        Thread reading = new Thread(() -> count(wire, first, free, begun), name + " reads");
        reading.start();
        try {
          while (reading.isAlive()) {
            free.acquire();
            wire.text(name + " " + ++sent);
          }
        } finally {
          reading.join();
        }
      } catch (IOException | InterruptedException e) {
        // It was killed.
      }
    }

    /** What was acknowledged and is not there. */
    Set<Integer> missing(List<Integer> stored) {
      Set<Integer> missing = new TreeSet<>(acknowledged);
      missing.removeAll(new HashSet<>(stored));
      return missing;
    }

    /** Acknowledgements come in the order of the messages. */
    private void count(Wire wire, int first, Semaphore free, Semaphore begun) {
      int number = first;
      try {
        while (true) {
          if (wire.read().text().equals("data received")) {
            acknowledged.add(++number);
            free.release();
            begun.release();
          }
        }
      } catch (IOException e) {
        free.release(IN_FLIGHT);
      }
    }
  }

  @Test
  void killedAtAnyMomentItLosesRepeatsAndReordersNothingThatItAcknowledged() throws Exception {
    Random random = new Random(SEED);
    List<Sender> senders =
        IntStream.range(0, 4).mapToObj(i -> new Sender("s" + i, "room" + i % 2)).toList();
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    for (int kill = 0; kill < KILLS; kill++) {
      runAndKill(temporary, senders, random);
      try (Reading reading = new Reading()) {
        for (String room : List.of("room0", "room1")) {
          check(reading.all(new RoomName(room)), senders, room);
        }
      }
    }
    assertThat(senders).allMatch(sender -> !sender.acknowledged.isEmpty());
  }

  private void runAndKill(Path temporary, List<Sender> senders, Random random) throws Exception {
    Semaphore begun = new Semaphore(0);
    List<Thread> threads = new ArrayList<>();
    try (WarProcess war = start(temporary)) {
      int port = URI.create(war.line()).getPort();
      for (Sender sender : senders) {
        Thread thread = new Thread(() -> sender.talk(port, begun), sender.name);
        threads.add(thread);
        thread.start();
      }
      begun.acquire(1 + random.nextInt(3_000));
      war.kill();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private WarProcess start(Path temporary) throws IOException {
    return WarProcess.start(
        temporary,
        folder.resolve("err"),
        Map.of(),
        "--port",
        "0",
        "--message-rate",
        "0",
        "--keep-messages",
        "999999999");
  }

  private static void check(List<StoredMessage> log, List<Sender> senders, String room) {
    for (int i = 0; i < log.size(); i++) {
      assertThat(log.get(i).position().offset()).isEqualTo(i + 1);
    }
    for (Sender sender : senders) {
      if (sender.room.equals(room)) {
        List<Integer> stored = numbers(log, sender.name + " ");
        assertThat(stored).as("seed " + SEED).isSorted().doesNotHaveDuplicates();
        assertThat(sender.missing(stored)).as("of " + sender.name + ", seed " + SEED).isEmpty();
      }
    }
  }

  private static List<Integer> numbers(List<StoredMessage> log, String prefix) {
    return log.stream()
        .map(storedMessage -> ((Payload.Text) storedMessage.message().payload()).text())
        .filter(text -> text.startsWith(prefix))
        .map(text -> Integer.valueOf(text.substring(prefix.length())))
        .toList();
  }

  /** The store, read after the process is gone. */
  private final class Reading implements AutoCloseable {
    private final SqliteBroker broker;

    Reading() throws Exception {
      broker = SqliteBroker.open(folder.resolve("parley-data"), READING);
    }

    List<StoredMessage> all(RoomName room) {
      List<StoredMessage> all = new ArrayList<>();
      Position head = broker.head(room).toCompletableFuture().join();
      Position at = new Position(head.epoch(), 0);
      while (at.offset() < head.offset()) {
        HistoryPage historyPage = broker.read(room, at, 10_000).toCompletableFuture().join();
        assertThat(historyPage.gap()).isFalse();
        all.addAll(historyPage.messages());
        at = all.get(all.size() - 1).position();
      }
      return all;
    }

    @Override
    public void close() {
      broker.close();
    }
  }
}
