package io.parley.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.broker.Dispatcher;
import io.parley.broker.Dispatchers;
import io.parley.broker.redis.FeedNode.Transcript;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this server appends while the head of a room is not known yet. */
class FeedRoomTest {
  private static final RoomName TEA = new RoomName("tea");

  private final Dispatchers dispatchers = Dispatchers.start(new Workers());
  private final Dispatcher dispatcher = dispatchers.of(TEA);
  private final Transcript heard = new Transcript();

  /** Waits until all is handed over. */
  @AfterEach
  void close() {
    dispatchers.close(Duration.ofSeconds(10));
  }

  private FeedRoom room(FakeLog log) {
    FeedLog pages =
        new FeedLog() {
          @Override
          public CompletionStage<Position> start(RoomName room) {
            return head(room);
          }

          @Override
          public CompletionStage<Position> head(RoomName room) {
            return CompletableFuture.completedFuture(log.head());
          }

          @Override
          public CompletionStage<FeedPage> page(RoomName room, Position after, int limit) {
            return CompletableFuture.completedFuture(log.page(after));
          }
        };
    FeedRoom.Shared shared = new FeedRoom.Shared(pages, new FeedBudget(), new FeedStatistics());
    FeedRoom room = new FeedRoom(new RoomKeys("p", TEA), shared, dispatcher);
    dispatcher.subscribe(TEA, heard, room.newestPending());
    return room;
  }

  private static Position at(char epoch, long offset) {
    return new Position(FakeLog.epoch(epoch, 0), offset);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 4})
  void isHandedOverOnceWhereverTheHeadIs(long head) {
    FeedRoom room = room(FakeLog.of("a1|4"));
    room.appended(at('a', 3));
    room.appended(at('a', 4));
    room.start(at('a', head));
    room.stored(List.of(RoomFeedTest.message(at('a', 3)), RoomFeedTest.message(at('a', 4))));
    close();
    assertThat(heard.positions).containsExactly(at('a', 3), at('a', 4));
  }

  @Test
  void isFollowedByABreakWhereTheLogWentOnWithoutIt() {
    FeedRoom room = room(FakeLog.of("a1,b3|3"));
    room.appended(at('a', 3));
    room.start(at('b', 3));
    close();
    assertThat(heard.told.get(0)).startsWith("lost");
    assertThat(heard.positions).containsExactly(at('b', 3));
  }
}
