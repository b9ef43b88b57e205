package io.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Broker;
import io.parley.chat.HistoryPage;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.StoredMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What {@link Broker} promises: a broker's test extends this and says how to make one. It asks
 * nothing of how messages are kept, nor on which threads stages complete and listeners are told.
 */
public abstract class BrokerContract extends DeliveryContract {
  @Test
  void textAndBinaryComeBackAsTheyWere() {
    broker.subscribe(TEA, heard::addAll);
    join(
        broker.append(
            TEA, new Message("", "ann", "Ann", Payload.binary(new byte[] {0, -1}), Instant.EPOCH)));
    append(TEA, "é");
    awaitHeard(2);
    Message binary = heard.get(0).message();
    assertThat(binary.sender()).isEqualTo("ann");
    assertThat(((Payload.Binary) binary.payload()).buffer().array()).containsExactly(0, -1);
    assertThat(text(heard.get(1))).isEqualTo("é");
  }

  @Test
  void aListenerHearsWhatIsAppendedAfterItSubscribedAndNothingElse() {
    append(TEA, "before");
    broker.subscribe(TEA, heard::addAll);
    append(COFFEE, "elsewhere");
    Position position = append(TEA, "after");
    awaitHeard(1);
    assertThat(heard).extracting(BrokerFixture::text).containsExactly("after");
    assertThat(heard).extracting(StoredMessage::position).containsExactly(position);
  }

  @Test
  void aListenerThatCameAfterAnAppendDoesNotHearItHoweverLateItIsHandedOver() {
    List<StoredMessage> late = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> came = new CompletableFuture<>();
    broker.subscribe(
        TEA,
        Each.each(
            storedMessage -> {
              if (text(storedMessage).equals("one")) {
                broker
                    .append(TEA, message("two"))
                    .whenComplete((position, failure) -> broker.subscribe(TEA, late::addAll))
                    .thenRun(() -> came.complete(null));
              }
            }));
    broker.subscribe(TEA, heard::addAll);
    append(TEA, "one");
    awaitHeard(2);
    join(came);
    append(TEA, "three");
    await(late, 1);
    assertThat(late).extracting(BrokerFixture::text).containsExactly("three");
  }

  @Test
  void aCancelledListenerHearsNothing() {
    List<StoredMessage> stays = Collections.synchronizedList(new ArrayList<>());
    Broker.Subscription subscription = join(broker.subscribe(TEA, heard::addAll));
    broker.subscribe(TEA, stays::addAll);
    subscription.cancel();
    subscription.cancel();
    append(TEA, "a");
    await(stays, 1);
    assertThat(heard).isEmpty();
  }

  @Test
  void aListenerThatThrowsHurtsNobody() {
    broker.subscribe(
        TEA,
        Each.each(
            storedMessage -> {
              throw new IllegalStateException("bad");
            }));
    broker.subscribe(TEA, heard::addAll);
    append(TEA, "a");
    append(TEA, "b");
    awaitHeard(2);
    assertThat(heard).extracting(BrokerFixture::text).containsExactly("a", "b");
  }

  @Test
  void aListenerMayAppend() {
    List<Position> answered = Collections.synchronizedList(new ArrayList<>());
    broker.subscribe(
        TEA,
        Each.each(
            storedMessage -> {
              if (text(storedMessage).equals("question")) {
                broker.append(TEA, message("answer")).thenAccept(answered::add);
              }
            }));
    broker.subscribe(TEA, heard::addAll);
    append(TEA, "question");
    awaitHeard(2);
    assertThat(heard).extracting(BrokerFixture::text).containsExactly("question", "answer");
    await(answered, 1);
    assertThat(answered.get(0).offset()).isEqualTo(2);
  }

  @Test
  void allListenersHearOneOrderOfWhatManyThreadsAppend() throws InterruptedException {
    int each = 500;
    List<StoredMessage> other = Collections.synchronizedList(new ArrayList<>());
    broker.subscribe(TEA, heard::addAll);
    broker.subscribe(TEA, other::addAll);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      String name = "t" + t;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  append(TEA, name);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    awaitHeard(4 * each);
    await(other, 4 * each);
    assertThat(heard).isEqualTo(other);
    assertThat(heard)
        .extracting(storedMessage -> storedMessage.position().offset())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 4L * each).boxed().toList());
  }

  @Test
  void whatIsRepeatedIsHeardOnce() {
    broker.subscribe(TEA, heard::addAll);
    append(TEA, "id", "first");
    append(TEA, "id", "again");
    append(TEA, "last");
    awaitHeard(2);
    assertThat(heard).extracting(BrokerFixture::text).containsExactly("first", "last");
  }

  @Test
  void whatAListenerHearsCanBeRead() {
    List<HistoryPage> found = Collections.synchronizedList(new ArrayList<>());
    broker.subscribe(
        TEA,
        Each.each(
            storedMessage ->
                broker
                    .history(TEA, following(storedMessage.position()), 1)
                    .whenComplete((historyPage, failure) -> found.add(historyPage))));
    append(TEA, "a");
    await(found, 1);
    assertThat(texts(found.get(0))).containsExactly("a");
    assertThat(found.get(0).gap()).isFalse();
  }

  @Test
  void aListenerMaySubscribeAndUnsubscribe() {
    AtomicReference<Broker.Subscription> own = new AtomicReference<>();
    List<StoredMessage> later = Collections.synchronizedList(new ArrayList<>());
    own.set(
        join(
            broker.subscribe(
                TEA,
                Each.each(
                    storedMessage -> {
                      own.get().cancel();
                      broker.subscribe(TEA, later::addAll);
                      heard.add(storedMessage);
                    }))));
    append(TEA, "a");
    awaitHeard(1);
    append(TEA, "b");
    await(later, 1);
    assertThat(heard).extracting(BrokerFixture::text).containsExactly("a");
    assertThat(later).extracting(BrokerFixture::text).containsExactly("b");
  }

  @Test
  void whatHangsOnAReadMaySubscribeAndReadOn() {
    Position first = append(TEA, "a");
    append(TEA, "b");
    AtomicReference<HistoryPage> second = new AtomicReference<>();
    join(
        broker
            .read(TEA, new Position(first.epoch(), 0), 1)
            .thenCompose(
                historyPage -> {
                  broker.subscribe(TEA, heard::addAll);
                  return broker.read(TEA, first, 1);
                })
            .thenAccept(second::set));
    assertThat(texts(second.get())).containsExactly("b");
    append(TEA, "c");
    awaitHeard(1);
    assertThat(heard).extracting(BrokerFixture::text).containsExactly("c");
  }

  @Test
  void aRoomThatIsListenedToKeepsItsEpochBeforeItsFirstMessage() {
    broker.subscribe(TEA, heard::addAll);
    Position head = head();
    append(COFFEE, "elsewhere");
    assertThat(append(TEA, "a")).isEqualTo(following(head));
  }

  @Test
  void whoSubscribesAndThenReadsUpToTheHeadMissesNothingWhileOthersAppend()
      throws InterruptedException {
    int count = 2_000;
    Thread appending =
        new Thread(
            () -> {
              List<CompletionStage<Position>> stages = new ArrayList<>();
              for (int i = 0; i < count; i++) {
                stages.add(broker.append(TEA, message("m")));
              }
              stages.forEach(BrokerFixture::join);
            });
    appending.start();
    for (int i = 0; i < 50; i++) {
      List<StoredMessage> live = Collections.synchronizedList(new ArrayList<>());
      Broker.Subscription subscription = join(broker.subscribe(TEA, live::addAll));
      long head = head().offset();
      boolean alive = appending.isAlive();
      if (alive && head < count) {
        await(live, 1);
        assertThat(live.get(0).position().offset()).isLessThanOrEqualTo(head + 1);
      }
      subscription.cancel();
    }
    appending.join();
    assertThat(head().offset()).isEqualTo(count);
  }

  private static Position following(Position position) {
    return new Position(position.epoch(), position.offset() + 1);
  }
}
