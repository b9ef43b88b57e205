package io.parley.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.StoredMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scripts of a feed. A log is written as its generations and its head, {@code a1,b6|8/3}:
 * generation a begins at 1 and b at 6, the head is 8, and messages from 3 on are kept. A hint is
 * written as its first position and its number of messages, {@code a6+3}.
 */
class RoomFeedTest {
  /** The start, what the feed is given, and what the listeners are told. */
  static Stream<Arguments> scripts() {
    return Stream.of(
        row("a hint that follows is delivered", "a1|5", "a6+1 a7+2", "a:6 a:7 a:8"),
        row("the first message of a room is delivered", "a1|0", "a1+1", "a:1"),
        row("an old hint is dropped", "a1|5", "a5+1 a1+5", ""),
        row("the same hint twice is delivered once", "a1|5", "a6+2 a6+2", "a:6 a:7"),
        row("of a hint that overlaps the new part is delivered", "a1|5", "a4+4", "a:6 a:7"),
        row("a hole is read from the stream", "a1|5", "a8+1 read a1|8", "a:6 a:7 a:8"),
        row(
            "what follows a hole waits for the stream",
            "a1|5",
            "a8+1 a9+1 read a1|9 a10+1",
            "a:6 a:7 a:8 a:9 a:10"),
        row(
            "a hole is read in pages",
            "a1|5",
            "a11+1 read a1|11 read a1|11",
            "a:6 a:7 a:8 a:9 a:10 a:11"),
        row(
            "a hint that comes while the stream is read is delivered once",
            "a1|5",
            "a7+1 reading a6+1 done a1|7",
            "a:6 a:7"),
        row(
            "a hole that appears while the stream is read keeps no page back",
            "a1|5",
            "a7+1 reading a9+1 done a1|7 read a1|9",
            "a:6 a:7 a:8 a:9"),
        row(
            "a page that is older than the last hint takes nothing back",
            "a1|5",
            "miss reading a6+2 done a1|5",
            "a:6 a:7"),
        row(
            "after a fork the lost ones are counted",
            "a1|8",
            "b6+1 read a1,b6|6",
            "a:8>b:5(3) b:6"),
        row(
            "the lost ones are counted before the next message comes",
            "a1|8",
            "head a1,b6|5 read a1,b6|5 b6+1",
            "a:8>b:5(3) b:6"),
        row(
            "after a clean failover nothing is lost",
            "a1|8",
            "b9+1 read a1,b9|9",
            "a:8>b:8(0) b:9"),
        row(
            "who had none of the lost messages loses none",
            "a1|4",
            "b6+1 read a1,b6|6",
            "a:5 a:5>b:5(0) b:6"),
        row(
            "two generations at once",
            "a1|8",
            "c7+1 read a1,b6,c7|7",
            "a:8>b:5(3) b:6 b:6>c:6(0) c:7"),
        row(
            "a generation that branched before the last one",
            "a1|5",
            "b6+2 read a1,b6|7 c4+1 read a1,c4|5 read a1,c4|5",
            "a:5>b:5(0) b:6 b:7 b:7>c:3(4) c:4 c:5"),
        row(
            "a generation that branched where the last one did",
            "a1|5",
            "b6+2 read a1,b6|7 c6+1 read a1,c6|6 read a1,c6|6",
            "a:5>b:5(0) b:6 b:7 b:7>c:5(2) c:6"),
        row(
            "a generation that nobody knows any more",
            "b1|7",
            "c4+1 read a1,c4|5 c6+1",
            "b:7>c:5(?) c:6"),
        row(
            "an older generation's late hint is dropped",
            "a1|5",
            "b6+1 read a1,b6|6 a7+1 a6+1",
            "a:5>b:5(0) b:6"),
        row(
            "the old primary's hints that come while a fork is read are counted",
            "a1|7",
            "b6+1 reading a8+1 done a1,b6|6 read a1,b6|6",
            "a:8 a:8>b:5(3) b:6"),
        row(
            "a head that went back without a new generation",
            "a1|8",
            "head a1|5 read a1|5 a6+1",
            "a:8>a:5(3) a:6"),
        row("an equal head says nothing", "a1|8", "head a1|8", ""),
        row(
            "a head that is ahead in a quiet room is read",
            "a1|5",
            "head a1|7 read a1|7",
            "a:6 a:7"),
        row(
            "messages that are trimmed before they are read are lost",
            "a1|5",
            "a100+1 read a1|100/98",
            "a:5>a:97(92) a:98 a:99 a:100"),
        row("all messages are trimmed", "a1|5", "a9+1 read a1|9/10 a10+1", "a:5>a:9(4) a:10"),
        row(
            "a fork, and what followed it is trimmed",
            "a1|8",
            "b6+1 read a1,b6|9/9",
            "a:8>b:8(6) b:9"),
        row(
            "another log: nobody knows how much is lost",
            "a1|5",
            "z1+1 read z1|2",
            "a:5>z:0(?) z:1 z:2"),
        row("a forgotten log that is empty", "a1|5", "head z1|0 read z1|0 z1+1", "a:5>z:0(?) z:1"),
        row("another log that is trimmed", "a1|5", "z9+1 read z1|9/8", "a:5>z:7(?) z:8 z:9"),
        row(
            "an offset that no log has is not delivered",
            "a1|5",
            "a1000000000000000+1 read a1|5 a6+1",
            "a:6"));
  }

  private static Arguments row(String name, String start, String script, String told) {
    return Arguments.of(name, start, script, told);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scripts")
  void isTold(String name, String start, String script, String told) {
    assertThat(new Script(start).run(script)).isEqualTo(told);
  }

  @Test
  void whatIsReadIsReadOnce() {
    RoomFeed feed = new RoomFeed(FakeLog.of("a1|5").head());
    assertThat(feed.isBehind()).isFalse();
    feed.hint(messages("a", 7, 7));
    assertThat(feed.isBehind()).isTrue();
    Position after = feed.read();
    assertThat(feed.isBehind()).isFalse();
    feed.page(FakeLog.of("a1|7").page(after));
    assertThat(feed.isBehind()).isFalse();
  }

  @Test
  void anEntryThatCannotBeParsedIsLostAndNotReadForEver() {
    RoomFeed feed = new RoomFeed(FakeLog.of("a1|5").head());
    feed.miss();
    feed.read();
    feed.page(new FeedPage(position("a", 8), 6, false, OptionalLong.of(0), messages("a", 7, 7), 8));
    assertThat(feed.isBehind()).isFalse();
    assertThat(feed.take().stream().map(RoomFeedTest::text))
        .containsExactly("a:5>a:6(1)", "a:7", "a:7>a:8(1)");
  }

  @Test
  void aHintIsNewsOnlyWhereItBringsAMessage() {
    RoomFeed feed = new RoomFeed(FakeLog.of("a1|2").head());
    feed.miss();
    feed.page(FakeLog.of("a1,b3|5").page(feed.read()));
    assertThat(feed.isNews(position("b", 4), 2)).isFalse();
    assertThat(feed.isNews(position("b", 4), 3)).isTrue();
    assertThat(feed.isNews(position("a", 6), 1)).isFalse();
    assertThat(feed.isNews(position("c", 1), 1)).isTrue();
  }

  /** Hints are lost, repeated and late; the primary changes, and may lose its newest messages. */
  @Test
  void whateverHappensTheTranscriptIsTheLogWithEachLossCounted() {
    for (int seed = 0; seed < 2_000; seed++) {
      new RandomLog(new Random(seed)).run();
    }
  }

  /** A log that forks, and what a listener makes of it. */
  private static final class RandomLog {
    private final Random random;
    private final List<FakeLog.Generation> generations = new ArrayList<>();
    private final List<Position> positions = new ArrayList<>();
    private final List<Position> heard = new ArrayList<>();
    private final RoomFeed feed;
    private Position cursor;
    private int made;

    RandomLog(Random random) {
      this.random = random;
      generations.add(new FakeLog.Generation(FakeLog.epoch('a', 0), 1));
      feed = new RoomFeed(log().head());
      cursor = feed.position();
    }

    void run() {
      for (int step = 0; step < 60; step++) {
        switch (random.nextInt(8)) {
          case 0 -> fork();
          case 1 -> feed.compare(log().head());
          case 2 -> read();
          default -> append();
        }
        hear();
      }
      feed.compare(log().head());
      while (feed.isBehind()) {
        read();
        hear();
      }
      assertThat(heard).isEqualTo(positions);
    }

    private void append() {
      int count = 1 + random.nextInt(3);
      List<StoredMessage> batch = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Position position = new Position(log().head().epoch(), positions.size() + 1L);
        positions.add(position);
        batch.add(message(position));
      }
      for (int hints = random.nextInt(3); hints > 0; hints--) {
        feed.hint(batch);
      }
    }

    private void fork() {
      int kept = positions.size() - random.nextInt(Math.min(4, positions.size() + 1));
      positions.subList(kept, positions.size()).clear();
      generations.removeIf(generation -> generation.first() > Math.max(1, kept));
      generations.add(new FakeLog.Generation(FakeLog.epoch('a', ++made), kept + 1L));
    }

    private FakeLog log() {
      return new FakeLog(generations, positions.size(), 1);
    }

    private void read() {
      feed.page(log().page(feed.read()));
    }

    private void hear() {
      for (FeedEvent event : feed.take()) {
        if (event instanceof FeedEvent.Broken broken) {
          assertThat(broken.logBreak().from()).isEqualTo(cursor);
          cursor = broken.logBreak().to();
          long lost = broken.logBreak().lost().orElseThrow();
          assertThat(heard.size() - cursor.offset()).isEqualTo(lost);
          heard.subList((int) cursor.offset(), heard.size()).clear();
        } else if (event instanceof FeedEvent.News news) {
          Position next = news.message().position();
          assertThat(next).isEqualTo(new Position(cursor.epoch(), cursor.offset() + 1));
          heard.add(next);
          cursor = next;
        }
      }
    }
  }

  /** Runs the words of a script on a feed. */
  private static final class Script {
    private final RoomFeed feed;
    private final List<String> told = new ArrayList<>();
    private Position after = new Position("", 0);

    Script(String start) {
      feed = new RoomFeed(FakeLog.of(start).head());
    }

    String run(String script) {
      Iterator<String> words = Arrays.asList(script.split(" ", -1)).iterator();
      while (words.hasNext()) {
        step(words.next(), words);
        feed.take().forEach(event -> told.add(text(event)));
      }
      assertThat(feed.isBehind()).as("something is left to be read").isFalse();
      return String.join(" ", told);
    }

    private void step(String word, Iterator<String> words) {
      switch (word) {
        case "miss" -> feed.miss();
        case "head" -> feed.compare(FakeLog.of(words.next()).head());
        case "reading" -> begin();
        case "read" -> {
          begin();
          feed.page(FakeLog.of(words.next()).page(after));
        }
        case "done" -> feed.page(FakeLog.of(words.next()).page(after));
        default -> hint(word);
      }
    }

    private void begin() {
      assertThat(feed.isBehind()).isTrue();
      after = feed.read();
    }

    private void hint(String word) {
      String[] parts = word.substring(1).split("\\+", 2);
      long first = Long.parseLong(parts[0]);
      feed.hint(messages(word.substring(0, 1), first, first + Long.parseLong(parts[1]) - 1));
    }
  }

  private static String text(FeedEvent event) {
    if (event instanceof FeedEvent.Broken broken) {
      OptionalLong lost = broken.logBreak().lost();
      String from = text(broken.logBreak().from()) + ">" + text(broken.logBreak().to());
      return from + "(" + (lost.isPresent() ? lost.getAsLong() : "?") + ")";
    }
    return text(((FeedEvent.News) event).message().position());
  }

  private static String text(Position position) {
    return FakeLog.letter(position.epoch()) + ":" + position.offset();
  }

  private static List<StoredMessage> messages(String letter, long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(offset -> message(position(letter, offset)))
        .toList();
  }

  private static Position position(String letter, long offset) {
    return new Position(FakeLog.epoch(letter.charAt(0), 0), offset);
  }

  static StoredMessage message(Position position) {
    return new StoredMessage(
        position, new Message("", "ann", "", Payload.text("" + position), Instant.EPOCH));
  }
}
