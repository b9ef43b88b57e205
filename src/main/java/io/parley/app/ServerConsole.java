package io.parley.app;

import io.parley.chat.MemberRemovals;
import io.parley.chat.Position;
import io.parley.chat.RoomDirectory;
import io.parley.chat.RoomDirectory.Participation;
import io.parley.chat.RoomDirectory.RoomInfo;
import io.parley.chat.RoomName;
import io.parley.chat.RoomStatistics;
import io.parley.chat.Rooms;
import io.parley.endpoint.ConnectionDirectory;
import io.parley.endpoint.ConnectionReport;
import io.parley.endpoint.Sessions;
import io.parley.ops.Counters;
import io.parley.page.OperatorConsole;
import io.parley.subprotocol.CloseCode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The running server as its operator sees it. Thread-safe. */
final class ServerConsole implements OperatorConsole {
  private static final Logger LOG = System.getLogger("io.parley.page");

  /** The reason of the close that a removed member is told. */
  static final String REMOVED = "removed by the operator";

  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();
  private final BooleanSupplier draining;
  private final ConnectionDirectory connections;
  private final RoomDirectory rooms;
  private final RoomStatistics statistics;
  private final Counters counters;
  private final MemberRemovals removals;

  /**
   * @param removals tells the other nodes what this one removes, and the reverse
   */
  ServerConsole(Sessions sessions, Rooms rooms, Counters counters, MemberRemovals removals) {
    this.draining = sessions::isDraining;
    this.connections = sessions.directory();
    this.rooms = rooms.directory();
    this.statistics = rooms.statistics();
    this.counters = counters;
    this.removals = removals;
    removals.listen(id -> removeHere(id, "of another node"));
  }

  @Override
  public Totals totals() {
    return new Totals(
        started,
        Duration.ofNanos(System.nanoTime() - startedNanos),
        draining.getAsBoolean(),
        connections.count(),
        rooms.count(),
        rooms.members(),
        statistics.messages(),
        statistics.deliveries(),
        statistics.delays(),
        counters.handshakes(),
        counters.closes());
  }

  @Override
  public List<RoomState> largestRooms(int most) {
    return rooms.largest(most).stream().map(ServerConsole::state).toList();
  }

  @Override
  public Optional<RoomMembers> room(String name, String wanted, int most) {
    return RoomName.parse(name).flatMap(rooms::find).map(info -> members(info, wanted, most));
  }

  private RoomMembers members(RoomInfo info, String wanted, int most) {
    String part = wanted.toLowerCase(Locale.ROOT);
    List<MemberState> found =
        members(info.name()).filter(member -> isWanted(member, part)).limit(most + 1L).toList();
    boolean more = found.size() > most;
    return new RoomMembers(state(info), more ? found.subList(0, most) : found, more);
  }

  private Stream<MemberState> members(RoomName name) {
    return rooms.participants(name).flatMap(participation -> member(participation).stream());
  }

  /** Empty where the connection has ended in the meantime. */
  private Optional<MemberState> member(Participation participation) {
    return connections
        .find(participation.session())
        .map(connection -> member(participation, connection));
  }

  private static MemberState member(Participation participation, ConnectionReport connection) {
    return new MemberState(
        participation.session(),
        participation.name(),
        connection.address(),
        connection.user(),
        connection.subprotocol(),
        connection.age(),
        connection.received(),
        connection.sent(),
        connection.waitingBytes(),
        participation.last().map(Position::toString));
  }

  private static boolean isWanted(MemberState member, String part) {
    return Stream.of(
            member.connection(),
            member.name(),
            member.address(),
            member.user().orElse(""),
            member.subprotocol().orElse(""))
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(part));
  }

  private static RoomState state(RoomInfo info) {
    return new RoomState(
        info.name().value(), info.members(), info.newest().map(Position::toString));
  }

  @Override
  public boolean close(String connection, String reason, String operator) {
    String cut = CloseCode.cut(reason);
    Optional<ConnectionReport> closed = connections.close(connection, cut);
    closed.ifPresent(report -> report(connection, report, cut, operator));
    return closed.isPresent();
  }

  @Override
  public int remove(String id, String operator) {
    int closed = removeHere(id, operator);
    removals.announce(id);
    return closed;
  }

  private int removeHere(String id, String operator) {
    Map<String, ConnectionReport> closed = connections.closeAll(id, rooms.sessions(id), REMOVED);
    closed.forEach((connection, report) -> report(connection, report, REMOVED, operator));
    return closed.size();
  }

  private void report(String connection, ConnectionReport report, String reason, String operator) {
    counters.operatorClosed();
    LOG.log(
        Level.INFO,
        () ->
            String.join(" ", "operator", operator, "closed", connection, report.address(), reason));
  }
}
