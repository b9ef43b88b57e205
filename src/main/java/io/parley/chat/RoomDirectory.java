package io.parley.chat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the rooms that have members on this server, for people. It takes no lock, so no room waits
 * for it, and what it returns may be a moment old. Thread-safe.
 */
public final class RoomDirectory {
  private static final Comparator<RoomInfo> BY_SIZE =
      Comparator.comparingInt(RoomInfo::members)
          .thenComparing(info -> info.name().value(), Comparator.reverseOrder());

  private final ConcurrentMap<RoomName, Room> rooms;

  RoomDirectory(ConcurrentMap<RoomName, Room> rooms) {
    this.rooms = rooms;
  }

  /**
   * A room.
   *
   * @param members on this server
   * @param newest the position of its newest message; empty where it is not known yet
   */
  public record RoomInfo(RoomName name, int members, Optional<Position> newest) {}

  /**
   * One participation of a member in a room.
   *
   * @param session the id of its connection
   * @param last the position of the last message passed on to it; empty where none was
   */
  public record Participation(
      String session, String member, String name, Optional<Position> last) {}

  /** Returns the number of rooms with members here. */
  public int count() {
    return rooms.size();
  }

  /** Returns the number of members of all rooms; a member counts once in each. */
  public long members() {
    return rooms.values().stream().mapToLong(Room::size).sum();
  }

  /** Returns the rooms with the most members, the largest first; equal ones by their names. */
  public List<RoomInfo> largest(int most) {
    PriorityQueue<RoomInfo> largest = new PriorityQueue<>(most + 1, BY_SIZE);
    for (Room room : rooms.values()) {
      largest.add(room.info());
      if (largest.size() > most) {
        largest.remove();
      }
    }
    return largest.stream().sorted(BY_SIZE.reversed()).toList();
  }

  /** Returns a room; empty where it has no members here. */
  public Optional<RoomInfo> find(RoomName name) {
    return Optional.ofNullable(rooms.get(name)).map(Room::info);
  }

  /** Returns the participants of a room one after another; none where it has no members here. */
  public Stream<Participation> participants(RoomName name) {
    return Optional.ofNullable(rooms.get(name)).stream()
        .flatMap(Room::participants)
        .map(RoomDirectory::participation);
  }

  /** Returns the ids of the connections through which a member is in any room. */
  public Set<String> sessions(String member) {
    return rooms.values().stream()
        .flatMap(room -> room.sessions(member))
        .collect(Collectors.toSet());
  }

  private static Participation participation(RoomParticipant participant) {
    Member member = participant.member();
    return new Participation(
        member.session(),
        member.id(),
        member.name().value(),
        Optional.of(participant.position()).filter(position -> position.offset() > 0));
  }
}
