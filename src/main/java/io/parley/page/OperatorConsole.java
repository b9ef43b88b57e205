package io.parley.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator sees of the running server, and does to it. Reading takes no lock of a room.
 * Thread-safe.
 */
public interface OperatorConsole {
  /** Returns the numbers of the whole server. */
  Totals totals();

  /** Returns the rooms with the most members, the largest first. */
  List<RoomState> largestRooms(int most);

  /**
   * Returns a room with members; empty where it has none on this server.
   *
   * @param wanted is part of what is known of a listed member, in any case; "" for any
   * @param most members that are listed
   */
  Optional<RoomMembers> room(String name, String wanted, int most);

  /**
   * Closes a connection.
   *
   * @param reason is told to the peer
   * @param operator the address that asked for it, for the log
   * @return whether there was such a connection
   */
  boolean close(String connection, String reason, String operator);

  /**
   * Closes all connections of a member, on all nodes.
   *
   * @param id of a member, or of a user who is authenticated
   * @param operator the address that asked for it, for the log
   * @return how many connections this server closed
   */
  int remove(String id, String operator);

  /**
   * The numbers of the whole server.
   *
   * @param started when the counts began
   * @param uptime the time since then, by a clock that is never set
   * @param members of all rooms; a member counts once in each
   * @param messages that rooms were handed since the start
   * @param deliveries the same messages, once for each member
   * @param delays the numbers of messages by an upper bound of their delivery delay, in
   *     microseconds
   * @param handshakes by what became of them: "accepted", or the code of a refusal
   * @param closes by close code
   */
  record Totals(
      Instant started,
      Duration uptime,
      boolean draining,
      int connections,
      int rooms,
      long members,
      long messages,
      long deliveries,
      Map<Long, Long> delays,
      Map<String, Long> handshakes,
      Map<String, Long> closes) {
    public Totals {
      delays = Map.copyOf(delays);
      handshakes = Map.copyOf(handshakes);
      closes = Map.copyOf(closes);
    }
  }

  /**
   * A room.
   *
   * @param position of its newest message, as {@code epoch:offset}; empty where it is not known yet
   */
  record RoomState(String name, int members, Optional<String> position) {}

  /**
   * A room with some of its members.
   *
   * @param more whether further members are as wanted
   */
  record RoomMembers(RoomState room, List<MemberState> listed, boolean more) {
    public RoomMembers {
      listed = List.copyOf(listed);
    }
  }

  /**
   * A member of a room.
   *
   * @param connection its id, which is its handshake's
   * @param name what it calls itself; empty where it has none
   * @param user as whom it was authenticated
   * @param age of the connection
   * @param received messages from the peer, of all its rooms
   * @param sent messages to the peer
   * @param waitingBytes that wait to be sent to the peer
   * @param position of the last message passed on to it; empty where none was
   */
  record MemberState(
      String connection,
      String name,
      String address,
      Optional<String> user,
      Optional<String> subprotocol,
      Duration age,
      long received,
      long sent,
      int waitingBytes,
      Optional<String> position) {}
}
