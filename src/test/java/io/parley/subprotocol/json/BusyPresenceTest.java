package io.parley.subprotocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.app.Defaults;
import io.parley.broker.memory.DirectBroker;
import io.parley.broker.memory.MemoryPresence;
import io.parley.chat.BusyException;
import io.parley.chat.MemberInfo;
import io.parley.chat.Presence;
import io.parley.chat.RoomLimits;
import io.parley.chat.RoomName;
import io.parley.chat.Rooms;
import io.parley.tool.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients are answered where too many calls wait for the presence. */
class BusyPresenceTest {
  private final Busy presence = new Busy();
  private final Rooms rooms =
      new Rooms(
          DirectBroker.create(Defaults.memoryLimits()),
          presence,
          new RoomLimits(1, 3, 0, Duration.ofMinutes(10)));
  private final ParleyJson json = new ParleyJson(rooms, new JsonLimits(65_536, 2));

  /** Refuses to enter members and to list them while it is busy. */
  private static final class Busy implements Presence {
    private final Presence presence = new MemoryPresence();
    boolean busy;

    private <T> CompletionStage<T> refused() {
      return CompletableFuture.failedFuture(
          new BusyException(CompletableFuture.completedFuture(true)));
    }

    @Override
    public CompletionStage<Attendance> enter(
        RoomName room, MemberInfo memberInfo, String session, int limit) {
      return busy ? refused() : presence.enter(room, memberInfo, session, limit);
    }

    @Override
    public CompletionStage<Void> leave(RoomName room, String id, String session) {
      return presence.leave(room, id, session);
    }

    @Override
    public CompletionStage<Void> absent(RoomName room, String id, String session, Duration grace) {
      return presence.absent(room, id, session, grace);
    }

    @Override
    public CompletionStage<Attendance> list(RoomName room, int limit) {
      return busy ? refused() : presence.list(room, limit);
    }

    @Override
    public CompletionStage<Subscription> subscribe(RoomName room, Consumer<Change> listener) {
      return presence.subscribe(room, listener);
    }

    @Override
    public void close() {
      presence.close();
    }
  }

  @AfterEach
  void close() {
    rooms.close();
  }

  private Client open(String id) {
    Client client = new Client(json, id, "tea", Optional.empty());
    client.next();
    return client;
  }

  private static Map<String, Object> ask(Client client, String request) {
    client.send(request.replace('\'', '"'));
    return Json.object(client.next());
  }

  private static void checkBusy(Client client, String request) {
    assertThat(ask(client, request))
        .containsEntry("type", "error")
        .containsEntry("ref", "r")
        .containsEntry("code", "busy")
        .containsEntry("message", "The server is busy. Try later.");
    assertThat(client.got).isEmpty();
    assertThat(client.closes).isEmpty();
  }

  /** One room may exist: a refused join must not keep it. */
  @Test
  void aJoinIsBusyAndLeavesNothingBehind() {
    Client ann = open("ann");
    presence.busy = true;
    checkBusy(ann, "{'type':'join','ref':'r'}");
    checkBusy(ann, "{'type':'join','ref':'r'}");
    assertThat(ask(ann, "{'type':'who'}")).containsEntry("code", "not-joined");
    presence.busy = false;
    assertThat(ask(ann, "{'type':'join','room':'coffee'}")).containsEntry("total", 1L);
  }

  @Test
  void aListIsBusyAndTheMemberStays() {
    Client ann = open("ann");
    Client bob = open("bob");
    ask(ann, "{'type':'join'}");
    presence.busy = true;
    checkBusy(ann, "{'type':'who','ref':'r'}");
    assertThat(ask(ann, "{'type':'say','text':'still here'}")).containsEntry("type", "said");
    presence.busy = false;
    ask(bob, "{'type':'join'}");
    assertThat(Json.object(ann.next())).containsEntry("type", "arrived").containsEntry("total", 2L);
    assertThat(ask(ann, "{'type':'who'}")).containsEntry("total", 2L);
  }
}
