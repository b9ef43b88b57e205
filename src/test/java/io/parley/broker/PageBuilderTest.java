package io.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Broker;
import io.parley.chat.HistoryPage;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.StoredMessage;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page of a log in which the messages from oldest to head are kept. */
class PageBuilderTest {
  private static StoredMessage message(long offset) {
    return message(offset, "x");
  }

  private static StoredMessage message(long offset, String text) {
    return new StoredMessage(
        new Position("e", offset), new Message("", "", "", Payload.text(text), Instant.EPOCH));
  }

  private static String pageOf(int first, int second) {
    PageBuilder builder =
        PageBuilder.after(new Position("e", 0), new PageBuilder.Log("e", 1, 2), 9);
    assertThat(builder.take(message(1, "x".repeat(first)))).isTrue();
    builder.take(message(2, "x".repeat(second)));
    return written(builder.build());
  }

  @Test
  void aPageEndsBeforeTheMessageThatExceedsItsBytes() {
    int most = Broker.MOST_READ;
    int half = most / 2;
    int all = most - 2 * (message(1).message().size() - 1);
    assertThat(pageOf(half, all - half)).isEqualTo("- 1,2 -");
    assertThat(pageOf(half, all - half + 1)).isEqualTo("- 1 +");
    assertThat(pageOf(most + 1, 1)).isEqualTo("- 1 +");
  }

  /** Writes a page as {@code gap offsets more}, such as {@code - 3,4 +}. */
  private static String written(HistoryPage page) {
    String offsets =
        page.messages().stream()
            .map(each -> Long.toString(each.position().offset()))
            .collect(Collectors.joining(","));
    return (page.gap() ? "gap" : "-") + " " + offsets + " " + (page.more() ? "+" : "-");
  }

  @ParameterizedTest(name = "{0} in {1} to {2}, {3} at most")
  @CsvSource(
      delimiter = '|',
      value = {
        "e:2 | 1 | 5 | 9 | - 3,4,5 -",
        "e:2 | 1 | 5 | 2 | - 3,4 +",
        "e:2 | 1 | 5 | 3 | - 3,4,5 -",
        "e:2 | 1 | 5 | 0 | -  +",
        "e:5 | 1 | 5 | 9 | -  -",
        "e:0 | 1 | 5 | 2 | - 1,2 +",
        "e:6 | 1 | 5 | 2 | gap 1,2 +",
        "other:2 | 1 | 5 | 9 | gap 1,2,3,4,5 -",
        "e:2 | 3 | 5 | 9 | - 3,4,5 -",
        "e:1 | 3 | 5 | 9 | gap 3,4,5 -",
        "e:5 | 6 | 5 | 9 | -  -",
        "e:4 | 6 | 5 | 9 | gap  -",
        "e:0 | 1 | 0 | 9 | -  -",
        "e:1 | 1 | 0 | 9 | gap  -",
      })
  void aReadGoesOnAfterAPosition(String after, long oldest, long head, int limit, String page) {
    Position position = Position.parse(after).orElseThrow();
    PageBuilder builder =
        PageBuilder.after(position, new PageBuilder.Log("e", oldest, head), limit);
    builder.takeAll(
        LongStream.rangeClosed(builder.start(), head).mapToObj(o -> message(o)).iterator());
    assertThat(written(builder.build())).isEqualTo(page);
  }

  @ParameterizedTest(name = "{0} in {1} to {2}, {3} at most")
  @CsvSource(
      delimiter = '|',
      value = {
        "e:4 | 1 | 5 | 9 | - 1,2,3 -",
        "e:4 | 1 | 5 | 2 | - 2,3 +",
        "e:4 | 1 | 5 | 3 | - 1,2,3 -",
        "e:4 | 1 | 5 | 0 | -  +",
        "e:6 | 1 | 5 | 2 | - 4,5 +",
        "e:7 | 1 | 5 | 2 | gap 4,5 +",
        "other:2 | 1 | 5 | 9 | gap 1,2,3,4,5 -",
        "e:1 | 1 | 5 | 9 | -  -",
        "e:0 | 1 | 5 | 9 | -  -",
        "e:2 | 3 | 5 | 9 | -  -",
        "e:4 | 3 | 5 | 9 | - 3 -",
        "e:6 | 6 | 5 | 9 | -  -",
        "e:1 | 1 | 0 | 9 | -  -",
        "e:2 | 1 | 0 | 9 | gap  -",
      })
  void aHistoryEndsBeforeAPosition(String before, long oldest, long head, int limit, String page) {
    Position position = Position.parse(before).orElseThrow();
    PageBuilder builder =
        PageBuilder.before(position, new PageBuilder.Log("e", oldest, head), limit);
    List<StoredMessage> backwards =
        LongStream.rangeClosed(oldest, builder.start())
            .mapToObj(PageBuilderTest::message)
            .collect(Collectors.toList());
    Collections.reverse(backwards);
    builder.takeAll(backwards.iterator());
    assertThat(written(builder.build())).isEqualTo(page);
  }
}
