package io.parley.subprotocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.parley.app.Defaults;
import io.parley.broker.memory.MemoryBroker;
import io.parley.broker.memory.MemoryPresence;
import io.parley.chat.RoomAccess;
import io.parley.chat.RoomRight;
import io.parley.chat.Rooms;
import io.parley.subprotocol.text.PlainText;
import io.parley.tool.Json;
import io.parley.worker.Workers;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each subprotocol answers to somebody who may not do what it asks for. */
class RoomAccessTest {
  /** The rights that Bob lacks; everybody else has all. */
  private final Set<RoomRight> lacking = ConcurrentHashMap.newKeySet();

  private final RoomAccess access =
      (who, room, right) ->
          who.filter(principal -> principal.getName().equals("bob")).isEmpty()
              || !lacking.contains(right);
  private final Rooms rooms =
      new Rooms(
          new MemoryBroker(Defaults.memoryLimits(), new Workers()),
          new MemoryPresence(),
          access,
          Defaults.roomLimits(),
          new Workers());
  private final ParleyJson json = new ParleyJson(rooms, new JsonLimits(65_536, 2));
  private final PlainText text = new PlainText(rooms);
  private final Client ann = new Client(json, "a", "tea", Optional.of("ann"));

  @AfterEach
  void close() {
    rooms.close();
  }

  private Client bob() {
    ann.next();
    ask(ann, "{'type':'join'}");
    Client bob = new Client(json, "b", "tea", Optional.of("bob"));
    bob.next();
    return bob;
  }

  private static Map<String, Object> ask(Client client, String request) {
    client.send(request.replace('\'', '"'));
    return Json.object(client.next());
  }

  private static void assertNotAllowed(Client client, RoomRight right, String request) {
    assertThat(ask(client, request))
        .containsEntry("type", "error")
        .containsEntry("code", "not-allowed")
        .containsEntry("right", right.word())
        .containsEntry("room", "tea")
        .containsEntry("ref", "1");
    assertThat(client.closes).isEmpty();
  }

  @Test
  void whoMayDoEverythingIsRefusedNothing() {
    Client bob = bob();
    assertThat(ask(bob, "{'type':'join'}")).containsEntry("total", 2L);
    assertThat(ask(bob, "{'type':'say','text':'hi'}")).containsEntry("type", "said");
    assertThat(ask(bob, "{'type':'history'}")).containsEntry("type", "history");
    assertThat(ask(bob, "{'type':'who'}")).containsEntry("type", "members");
  }

  @Test
  void whoMayNotJoinIsToldSoAndMayLater() {
    lacking.add(RoomRight.JOIN);
    Client bob = bob();
    assertNotAllowed(bob, RoomRight.JOIN, "{'type':'join','ref':'1'}");
    assertThat(ask(ann, "{'type':'who'}")).containsEntry("total", 1L);
    lacking.clear();
    assertThat(ask(bob, "{'type':'join'}")).containsEntry("type", "joined");
  }

  @Test
  void aRightToPublishMayEndWhileSomebodyIsInTheRoom() {
    Client bob = bob();
    ask(bob, "{'type':'join'}");
    ann.next();
    assertThat(ask(bob, "{'type':'say','text':'hi'}")).containsEntry("type", "said");
    lacking.add(RoomRight.PUBLISH);
    assertNotAllowed(bob, RoomRight.PUBLISH, "{'type':'say','text':'more','ref':'1'}");
    assertThat(Json.object(ann.next())).containsEntry("text", "hi");
    assertThat((List<?>) ask(ann, "{'type':'history'}").get("messages")).hasSize(1);
  }

  @Test
  void whoMayNotReadHistoryGetsAGapUpToTheHead() {
    lacking.add(RoomRight.READ_HISTORY);
    Client bob = bob();
    String first = (String) ask(ann, "{'type':'say','text':'one'}").get("position");
    String head = (String) ask(ann, "{'type':'say','text':'two'}").get("position");
    assertThat(ask(bob, "{'type':'join','after':'" + first + "'}")).containsEntry("position", head);
    assertThat(Json.object(bob.next()))
        .containsEntry("type", "gap")
        .containsEntry("from", first)
        .containsEntry("to", head)
        .containsEntry("missed", 1L)
        .containsEntry("reason", "forbidden");
    ann.next();
    assertNotAllowed(bob, RoomRight.READ_HISTORY, "{'type':'history','ref':'1'}");
    assertNotAllowed(
        bob, RoomRight.READ_HISTORY, "{'type':'history','before':'" + head + "','ref':'1'}");
    ask(ann, "{'type':'say','text':'three'}");
    assertThat(Json.object(bob.next())).containsEntry("text", "three");
  }

  @Test
  void theNameOfALoginIsMarkedAsProvenAndNoOther() {
    Client bob = bob();
    Map<String, Object> joined = ask(bob, "{'type':'join','name':'ann'}");
    assertThat(joined.get("member")).asInstanceOf(MAP).containsEntry("proven", true);
    assertThat(joined.get("members")).asInstanceOf(LIST).hasSize(2).allSatisfy(this::isProven);
    assertThat(Json.object(ann.next()).get("member")).satisfies(this::isProven);
    Client guest = new Client(json, "g", "tea", Optional.empty());
    guest.next();
    assertThat(ask(guest, "{'type':'join','name':'ann'}").get("member"))
        .asInstanceOf(MAP)
        .containsEntry("name", "ann")
        .doesNotContainKey("proven");
    ask(guest, "{'type':'say','text':'it is me'}");
    ask(bob, "{'type':'who'}");
    bob.next();
    ask(bob, "{'type':'say','text':'no'}");
    guest.next();
    List<?> messages = (List<?>) ask(guest, "{'type':'history'}").get("messages");
    assertThat(messages).hasSize(2);
    assertThat(from(messages.get(0))).asInstanceOf(MAP).doesNotContainKey("proven");
    assertThat(from(messages.get(1))).satisfies(this::isProven);
  }

  private static String memberId(Map<String, Object> joined) {
    return (String) Json.object(joined, "member").get("id");
  }

  @Test
  void aSecretIsThatOfItsMemberOnlyForTheUserToWhomItWasGiven() {
    Map<String, Object> welcome = Json.object(ann.next());
    String id = memberId(ask(ann, "{'type':'join'}"));
    assertThat(welcome).containsEntry("session", id);
    String join = "{'type':'join','resume':'" + welcome.get("resume") + "'}";
    Client bob = new Client(json, "b", "tea", Optional.of("bob"));
    Client guest = new Client(json, "g", "tea", Optional.empty());
    bob.next();
    guest.next();
    String stolen = memberId(ask(bob, join));
    String guessed = memberId(ask(guest, join));
    assertThat(Set.of(id, stolen, guessed)).hasSize(3);
    assertThat(Json.object(ann.next())).containsEntry("type", "arrived");
    assertThat(Json.object(ann.next())).containsEntry("type", "arrived");
    Client again = new Client(json, "a2", "tea", Optional.of("ann"));
    again.next();
    assertThat(memberId(ask(again, join))).isEqualTo(id);
    assertThat(Json.object(ann.next()))
        .containsEntry("type", "left")
        .containsEntry("reason", "replaced");
  }

  @Test
  void membersWhoseNamesLookTheSameHaveATagWhileBothAreThere() {
    ann.next();
    String id = memberId(ask(ann, "{'type':'join'}"));
    Client guest = new Client(json, "g", "tea", Optional.empty());
    guest.next();
    Map<String, Object> joined = ask(guest, "{'type':'join','name':'\u0430nn'}");
    String other = memberId(joined);
    assertThat(Json.objects(joined, "members"))
        .extracting(member -> member.get("tag"))
        .containsExactly(id.substring(0, 4), other.substring(0, 4));
    assertThat(Json.object(Json.object(ann.next()), "member"))
        .containsEntry("tag", other.substring(0, 4))
        .doesNotContainKey("proven");
    ask(guest, "{'type':'say','text':'hi'}");
    assertThat(Json.object(Json.object(ann.next()), "from"))
        .containsEntry("tag", other.substring(0, 4));
    Map<String, Object> history = ask(ann, "{'type':'history'}");
    assertThat(Json.object(Json.objects(history, "messages").get(0), "from"))
        .containsEntry("tag", other.substring(0, 4));
    ask(guest, "{'type':'leave'}");
    ann.next();
    assertThat(Json.objects(ask(ann, "{'type':'who'}"), "members"))
        .allSatisfy(member -> assertThat(member).doesNotContainKey("tag"));
  }

  @Test
  void aRenewalThatTakesTheRightToJoinAwayLeavesTheRoom() {
    Client bob = bob();
    ask(bob, "{'type':'join'}");
    bob.conversation.renewed();
    lacking.add(RoomRight.JOIN);
    bob.conversation.renewed();
    assertThat(Json.object(bob.next()))
        .containsEntry("type", "left")
        .containsEntry("room", "tea")
        .containsEntry("reason", "not-allowed");
    assertThat(bob.closes).isEmpty();
    Client plain = new Client(text, "p", "tea", Optional.of("ann"));
    plain.conversation.renewed();
    assertThat(plain.closes).isEmpty();
  }

  private void isProven(Object member) {
    assertThat(member).asInstanceOf(MAP).containsEntry("proven", true);
  }

  private static Object from(Object message) {
    return ((Map<?, ?>) message).get("from");
  }

  @Test
  void whoMayNotSeeMembersIsToldOfNobody() {
    lacking.add(RoomRight.SEE_MEMBERS);
    Client bob = bob();
    assertThat(ask(bob, "{'type':'join'}"))
        .containsEntry("total", 0L)
        .containsEntry("members", List.of());
    ann.next();
    assertNotAllowed(bob, RoomRight.SEE_MEMBERS, "{'type':'who','ref':'1'}");
    Client cid = new Client(json, "c", "tea", Optional.empty());
    cid.next();
    ask(cid, "{'type':'join'}");
    ask(cid, "{'type':'leave'}");
    assertThat(Json.object(ann.next())).containsEntry("type", "arrived");
    assertThat(Json.object(ann.next())).containsEntry("type", "departed");
    assertThat(bob.got).isEmpty();
  }

  @Test
  void inPlainTextWhoMayNotJoinIsDisconnected() {
    lacking.addAll(EnumSet.of(RoomRight.JOIN));
    assertThat(new Client(text, "b", "tea", Optional.of("bob")).closes)
        .containsExactly("POLICY not-allowed: join in tea");
  }

  @Test
  void inPlainTextWhoMayNotPublishIsDisconnectedAndNobodyIsToldIt() {
    lacking.add(RoomRight.PUBLISH);
    bob();
    Client bob = new Client(text, "b", "tea", Optional.of("bob"));
    assertThat(bob.closes).isEmpty();
    assertThat(Json.object(ann.next())).containsEntry("type", "arrived");
    bob.send("hi");
    bob.awaitUntil(() -> !bob.closes.isEmpty());
    assertThat(bob.closes).containsExactly("POLICY not-allowed: publish in tea");
    assertThat((List<?>) ask(ann, "{'type':'history'}").get("messages")).isEmpty();
  }
}
