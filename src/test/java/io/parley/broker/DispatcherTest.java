package io.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Broker;
import io.parley.chat.LogBreak;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final RoomName TEA = new RoomName("tea");

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Dispatcher dispatcher = new Dispatcher(tasks::add);
  private final List<String> heard = new ArrayList<>();

  @Test
  void aBreakIsToldBetweenTheMessagesBeforeAndAfterIt() {
    dispatcher.subscribe(TEA, listener(""));
    dispatcher.subscribe(TEA, listener("other "));
    dispatch("a", 1, Optional.empty());
    dispatch("a", 2, Optional.empty());
    dispatch("b", 2, Optional.of(fork("a", 2, "b", 1)));
    run();
    assertThat(heard)
        .containsExactly(
            "a:1 a:2", "other a:1 a:2", "a:2>b:1", "b:2", "other a:2>b:1", "other b:2");
  }

  @Test
  void afterABreakEveryMessageIsLater() {
    dispatch("a", 5, Optional.empty());
    dispatcher.subscribe(TEA, listener(""));
    dispatch("a", 3, Optional.of(fork("a", 5, "a", 2)));
    run();
    assertThat(heard).containsExactly("a:5>a:2", "a:3");
  }

  @Test
  void aListenerThatFailsAtABreakIsToldTheRestAndSoAreTheOthers() {
    dispatcher.subscribe(
        TEA,
        new Broker.Listener() {
          @Override
          public void stored(List<StoredMessage> messages) {
            heard.add("went on");
          }

          @Override
          public void broke(LogBreak logBreak) {
            throw new IllegalStateException("bad");
          }
        });
    dispatcher.subscribe(TEA, listener(""));
    dispatch("b", 2, Optional.of(fork("a", 2, "b", 1)));
    run();
    assertThat(heard).containsExactly("went on", "a:2>b:1", "b:2");
  }

  /** The thread may begin at once; all that was stored together is delivered together. */
  @Test
  void messagesThatAreDispatchedTogetherAreDeliveredTogether() {
    Dispatchers dispatchers = Dispatchers.on(Runnable::run);
    dispatchers.of(TEA).subscribe(TEA, listener(""));
    dispatchers.dispatch(List.of(given("a", 1), given("a", 2), given("a", 3)));
    assertThat(heard).containsExactly("a:1 a:2 a:3");
  }

  /** In a room so large each member is touched once for all of them. */
  @Test
  void afterALongTurnWhatTheAnsweredSendNextIsDeliveredTogether() {
    assertThat(turnsOf(Duration.ofMillis(21))).containsExactly("a:1", "a:2 a:3 a:4 a:5", "a:6 a:7");
  }

  @Test
  void afterAShortTurnNobodyWaitsForMore() {
    assertThat(turnsOf(Duration.ofMillis(20)))
        .containsExactly("a:1", "a:2", "a:3", "a:4", "a:5", "a:6", "a:7");
  }

  /** One sender sends seven messages, the first alone, each of the others when it is answered. */
  private List<String> turnsOf(Duration duration) {
    AtomicLong clock = new AtomicLong();
    Dispatcher timed = new Dispatcher(tasks::add, clock::get);
    timed.subscribe(TEA, listener(""));
    timed.subscribe(TEA, messages -> clock.addAndGet(duration.toNanos()));
    timed.dispatch(given("a", 1));
    run();
    send(timed, 2);
    run();
    return heard;
  }

  private static void send(Dispatcher dispatcher, long offset) {
    Runnable next = offset == 7 ? () -> {} : () -> send(dispatcher, offset + 1);
    dispatcher.dispatch(new Given(stored("a", offset), Optional.empty(), next));
  }

  private void run() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private static LogBreak fork(String from, long last, String to, long next) {
    return new LogBreak(new Position(from, last), new Position(to, next), OptionalLong.of(1));
  }

  private void dispatch(String epoch, long offset, Optional<LogBreak> logBreak) {
    dispatcher.dispatch(given(epoch, offset, logBreak));
  }

  private static Given given(String epoch, long offset) {
    return given(epoch, offset, Optional.empty());
  }

  private static Given given(String epoch, long offset, Optional<LogBreak> logBreak) {
    return new Given(stored(epoch, offset), logBreak, () -> {});
  }

  private static StoredMessage stored(String epoch, long offset) {
    Message message = new Message("", "ann", "", Payload.text("hi"), Instant.EPOCH);
    return new StoredMessage(new Position(epoch, offset), message);
  }

  private Broker.Listener listener(String name) {
    return new Broker.Listener() {
      @Override
      public void stored(List<StoredMessage> messages) {
        heard.add(
            name
                + String.join(
                    " ", messages.stream().map(each -> each.position().toString()).toList()));
      }

      @Override
      public void broke(LogBreak logBreak) {
        heard.add(name + logBreak.from() + ">" + logBreak.to());
      }
    };
  }

  private record Given(StoredMessage stored, Optional<LogBreak> broken, Runnable answered)
      implements Delivery {
    @Override
    public RoomName room() {
      return TEA;
    }

    @Override
    public void answer() {
      answered.run();
    }

    @Override
    public Optional<StoredMessage> news() {
      return Optional.of(stored);
    }

    @Override
    public Optional<LogBreak> logBreak() {
      return broken;
    }

    @Override
    public void done() {}
  }
}
