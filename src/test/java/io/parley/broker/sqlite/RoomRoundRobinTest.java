package io.parley.broker.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.RoomName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoomRoundRobinTest {
  private final RoomRoundRobin turns = new RoomRoundRobin();

  private static PendingAppend entry(String room) {
    return new PendingAppend(RoomName.parse(room).orElseThrow(), Store.message("", "m"), List.of());
  }

  private List<String> rooms() {
    List<String> rooms = new ArrayList<>();
    for (Optional<PendingAppend> next = turns.next(); next.isPresent(); next = turns.next()) {
      rooms.add(next.get().room().value());
    }
    return rooms;
  }

  @Test
  void theRoomsAreInTurn() {
    List.of("flood", "flood", "flood", "tea", "flood", "tea", "milk")
        .forEach(room -> turns.add(entry(room)));
    assertThat(rooms()).containsExactly("flood", "tea", "milk", "flood", "tea", "flood", "flood");
  }

  @Test
  void aRoomThatComesLaterIsTheNextButOneAtMost() {
    turns.add(entry("flood"));
    turns.add(entry("flood"));
    turns.add(entry("flood"));
    turns.next();
    turns.add(entry("tea"));
    assertThat(rooms()).containsExactly("flood", "tea", "flood");
  }

  @Test
  void theOrderOfARoomStays() {
    List<PendingAppend> entries = List.of(entry("tea"), entry("tea"), entry("tea"));
    entries.forEach(turns::add);
    entries.forEach(pendingAppend -> assertThat(turns.next()).containsSame(pendingAppend));
    assertThat(turns.next()).isEmpty();
  }
}
