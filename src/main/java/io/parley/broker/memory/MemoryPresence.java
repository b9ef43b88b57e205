package io.parley.broker.memory;

import io.parley.chat.FailureLog;
import io.parley.chat.MemberInfo;
import io.parley.chat.Presence;
import io.parley.chat.RoomName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Tracks who is in the rooms of this one server. Changes are told on the thread that makes them,
 * while other changes of the room wait: so they come in order and fill no queue.
 */
public final class MemoryPresence implements Presence {
  private static final FailureLog FAULTS =
      new FailureLog(System.getLogger(MemoryPresence.class.getName()));

  /** Locks, each of which several rooms share and hold briefly. */
  private static final int LOCKS = 64;

  private record Place(MemberInfo memberInfo, String session) {}

  /** A listener, equal only to itself. */
  private static final class Listener {
    private final Consumer<Change> listener;

    Listener(Consumer<Change> listener) {
      this.listener = listener;
    }
  }

  /** The members and listeners of a room; its map is used only while the room is computed. */
  private static final class Occupancy {
    final Map<String, Place> places = new LinkedHashMap<>();
    final List<Listener> listeners = new CopyOnWriteArrayList<>();
    long change;

    Attendance attendance(int limit) {
      List<MemberInfo> first =
          places.values().stream().limit(limit).map(Place::memberInfo).toList();
      return new Attendance(first, places.size(), change);
    }
  }

  private final ConcurrentMap<RoomName, Occupancy> rooms = new ConcurrentHashMap<>();

  /**
   * Counts the changes of all rooms together, so that numbers also rise after a room was forgotten.
   */
  private final AtomicLong changes = new AtomicLong();

  private final List<Object> locks = Stream.generate(Object::new).limit(LOCKS).toList();

  @Override
  public CompletionStage<Attendance> enter(
      RoomName room, MemberInfo memberInfo, String session, int limit) {
    AtomicReference<Attendance> found = new AtomicReference<>();
    synchronized (lock(room)) {
      AtomicReference<Change> change = new AtomicReference<>();
      Occupancy entered =
          rooms.compute(
              room,
              (name, known) -> {
                Occupancy occupancy = known == null ? new Occupancy() : known;
                change.set(take(occupancy, new Place(memberInfo, session)));
                found.set(occupancy.attendance(limit));
                return occupancy;
              });
      tell(entered, change.get());
    }
    return CompletableFuture.completedFuture(found.get());
  }

  private Change take(Occupancy occupancy, Place place) {
    boolean taken = occupancy.places.put(place.memberInfo().id(), place) != null;
    occupancy.change = changes.incrementAndGet();
    return taken
        ? new Taken(place.memberInfo(), place.session(), occupancy.change)
        : new Arrived(place.memberInfo(), occupancy.places.size(), occupancy.change);
  }

  @Override
  public void leave(RoomName room, String id, String session) {
    synchronized (lock(room)) {
      AtomicReference<Runnable> telling = new AtomicReference<>(() -> {});
      rooms.computeIfPresent(
          room,
          (name, occupancy) -> {
            Optional<Place> place =
                Optional.ofNullable(occupancy.places.get(id))
                    .filter(found -> found.session().equals(session));
            place.ifPresent(
                found -> {
                  Change change = remove(occupancy, found);
                  telling.set(() -> tell(occupancy, change));
                });
            return kept(occupancy);
          });
      telling.get().run();
    }
  }

  private Change remove(Occupancy occupancy, Place place) {
    occupancy.places.remove(place.memberInfo().id());
    occupancy.change = changes.incrementAndGet();
    return new Departed(place.memberInfo(), occupancy.places.size(), occupancy.change);
  }

  @Override
  public CompletionStage<Attendance> list(RoomName room, int limit) {
    AtomicReference<Attendance> found = new AtomicReference<>(new Attendance(List.of(), 0, 0));
    rooms.computeIfPresent(
        room,
        (name, occupancy) -> {
          found.set(occupancy.attendance(limit));
          return occupancy;
        });
    return CompletableFuture.completedFuture(found.get());
  }

  @Override
  public Subscription subscribe(RoomName room, Consumer<Change> listener) {
    Listener ear = new Listener(listener);
    rooms.compute(
        room,
        (name, known) -> {
          Occupancy occupancy = known == null ? new Occupancy() : known;
          occupancy.listeners.add(ear);
          return occupancy;
        });
    return () -> cancel(room, ear);
  }

  /** Returns the number of known rooms. */
  int count() {
    return rooms.size();
  }

  /** Removes a listener. Takes no room's lock, for the caller may be a listener. */
  private void cancel(RoomName room, Listener listener) {
    rooms.computeIfPresent(
        room,
        (name, occupancy) -> {
          occupancy.listeners.remove(listener);
          return kept(occupancy);
        });
  }

  /** Returns null, which removes the room from the map, where it has no member and no listener. */
  private static Occupancy kept(Occupancy occupancy) {
    return occupancy.places.isEmpty() && occupancy.listeners.isEmpty() ? null : occupancy;
  }

  private Object lock(RoomName room) {
    return locks.get(Math.floorMod(room.hashCode(), LOCKS));
  }

  private static void tell(Occupancy occupancy, Change change) {
    for (Listener listener : occupancy.listeners) {
      try {
        listener.listener.accept(change);
      } catch (RuntimeException | Error e) {
        FAULTS.error("a listener failed at a change", e);
      }
    }
  }
}
