package io.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomRoundRobinTest {
  private final RoomRoundRobin<Delivery> turns = new RoomRoundRobin<>();

  private record Waiting(RoomName room, Optional<StoredMessage> news) implements Delivery {
    @Override
    public void answer() {}

    @Override
    public void done() {}
  }

  private static Delivery delivery(String room, int bytes) {
    Message message = new Message("", "ann", "", Payload.binary(new byte[bytes]), Instant.EPOCH);
    return new Waiting(
        new RoomName(room), Optional.of(new StoredMessage(new Position("e", 1), message)));
  }

  private void add(String room, int count) {
    IntStream.range(0, count).forEach(i -> turns.add(delivery(room, 1)));
  }

  private List<String> all() {
    List<String> all = new ArrayList<>();
    for (List<Delivery> turn = turns.next(); !turn.isEmpty(); turn = turns.next()) {
      all.add(turn.get(0).room().value() + " " + turn.size());
    }
    return all;
  }

  @Test
  void theRoomsAreInTurnEachWithAllThatWaitsUpToABound() {
    List.of("flood", "tea", "milk", "flood", "tea").forEach(room -> add(room, 1));
    add("flood", 2 * RoomRoundRobin.MOST);
    assertThat(turns.rooms()).isEqualTo(3);
    assertThat(turns.size()).isEqualTo(5 + 2 * RoomRoundRobin.MOST);
    assertThat(all()).containsExactly("flood 64", "tea 2", "milk 1", "flood 64", "flood 2");
    assertThat(turns.size()).isZero();
  }

  @Test
  void aRoomThatComesLaterIsTheNextButOneAtMost() {
    add("flood", 3 * RoomRoundRobin.MOST);
    turns.next();
    add("tea", 1);
    assertThat(all()).containsExactly("flood 64", "tea 1", "flood 64");
  }

  @Test
  void theBytesOfATurnAreBoundedButOneMessageIsAlwaysTaken() {
    int half = (int) RoomRoundRobin.MOST_BYTES / 2;
    for (int bytes : new int[] {half, half, 1, 9 * half, 1}) {
      turns.add(delivery("tea", bytes));
    }
    assertThat(all()).containsExactly("tea 2", "tea 1", "tea 1", "tea 1");
  }

  @Test
  void theOrderOfARoomStays() {
    List<Delivery> entries = IntStream.range(0, 100).mapToObj(i -> delivery("tea", i)).toList();
    entries.forEach(turns::add);
    List<Delivery> taken = new ArrayList<>(turns.next());
    taken.addAll(turns.next());
    assertThat(taken).containsExactlyElementsOf(entries);
    assertThat(turns.next()).isEmpty();
  }

  @Test
  void aTurnIsExtendedByWhatCameOfItsRoomUpToTheBound() {
    add("tea", 1);
    List<Delivery> turn = turns.next();
    add("milk", 1);
    assertThat(turns.extend(turn)).isEmpty();
    add("tea", 2);
    assertThat(turns.extend(turn)).hasSize(2).containsExactlyElementsOf(turn.subList(1, 3));
    assertThat(turns.size()).isEqualTo(1);
    add("tea", RoomRoundRobin.MOST);
    assertThat(turns.extend(turn)).hasSize(RoomRoundRobin.MOST - 3);
    assertThat(turns.extend(turn)).isEmpty();
    assertThat(all()).containsExactly("milk 1", "tea 3");
  }

  @Test
  void theBytesOfAnExtendedTurnAreBounded() {
    int half = (int) RoomRoundRobin.MOST_BYTES / 2;
    turns.add(delivery("tea", half));
    List<Delivery> turn = turns.next();
    turns.add(delivery("tea", half));
    turns.add(delivery("tea", 1));
    assertThat(turns.extend(turn)).hasSize(1);
    assertThat(all()).containsExactly("tea 1");
  }
}
