package io.parley.subprotocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.app.Defaults;
import io.parley.broker.memory.DirectBroker;
import io.parley.broker.memory.MemoryPresence;
import io.parley.chat.Broker;
import io.parley.chat.CapacityExceededException;
import io.parley.chat.HistoryPage;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomLimits;
import io.parley.chat.RoomName;
import io.parley.chat.Rooms;
import io.parley.subprotocol.text.PlainText;
import io.parley.tool.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParleyJsonTest {
  private static final RoomLimits LIMITS = new RoomLimits(3, 3, 0, Duration.ofMinutes(10));

  private final Failing broker = new Failing();
  private final Rooms rooms = new Rooms(broker, new MemoryPresence(), LIMITS);
  private final ParleyJson json = new ParleyJson(rooms, new JsonLimits(65_536, 2));
  private int connections;

  /** Stores nothing, or reads nothing, while it is told to fail. */
  private static final class Failing implements Broker {
    private final Broker broker = DirectBroker.create(Defaults.memoryLimits());
    boolean fails;
    boolean deaf;
    CompletableFuture<Void> holds = CompletableFuture.completedFuture(null);

    private <T> CompletionStage<T> unless(CompletionStage<T> stage) {
      return fails ? CompletableFuture.failedFuture(new IOException("disk broken")) : stage;
    }

    @Override
    public CompletionStage<Position> append(RoomName room, Message message) {
      return fails ? unless(null) : holds.thenCompose(held -> broker.append(room, message));
    }

    @Override
    public CompletionStage<Position> head(RoomName room) {
      return unless(broker.head(room));
    }

    @Override
    public CompletionStage<HistoryPage> read(RoomName room, Position after, int limit) {
      return unless(broker.read(room, after, limit));
    }

    @Override
    public CompletionStage<HistoryPage> history(RoomName room, Position before, int limit) {
      return unless(broker.history(room, before, limit));
    }

    @Override
    public Position newestPending(RoomName room) {
      return broker.newestPending(room);
    }

    @Override
    public CompletionStage<Subscription> subscribe(RoomName room, Listener listener) {
      if (deaf) {
        throw new UncheckedIOException(new IOException("disk broken"));
      }
      return broker.subscribe(room, listener);
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void close() {
    rooms.close();
  }

  private Client open(String room, Optional<String> account) {
    return new Client(json, "connection" + ++connections, room, account);
  }

  /** A client that has read its welcome. */
  private Client open() {
    Client client = open("tea", Optional.empty());
    client.next();
    return client;
  }

  private Script script() {
    return new Script(name -> open());
  }

  private static Map<String, Object> ask(Client client, String request) {
    client.send(request.replace('\'', '"'));
    return Json.object(client.next());
  }

  @Test
  void theWelcomeSaysWhoTheClientIsAndWhatItIsHeldTo() {
    Map<String, Object> welcome = Json.object(open("tea", Optional.of("ann@example.org")).next());
    assertThat(welcome)
        .containsEntry("type", "welcome")
        .containsEntry("room", "tea")
        .containsEntry("name", "ann@example.org")
        .containsEntry("handshake", Map.of("verdict", "accepted"))
        .containsEntry(
            "limits", Map.of("message", 65_536L, "rooms", 2L, "history", 100L, "grace", 600_000L));
    assertThat((String) welcome.get("resume")).hasSize(22);
    assertThat(welcome).doesNotContainEntry("session", welcome.get("resume"));
  }

  @Test
  void nothingIsSentBeforeTheConnectionIsOpen() {
    Client client = open("tea", Optional.empty());
    client.next();
    assertThat(client.got).isEmpty();
  }

  @Test
  void roomsDoNotHearOneAnotherAndEachIsNamed() throws Exception {
    script()
        .play(
            """
            Ann > {"type":"join","room":"coffee"}
            Ann < {"type":"joined","room":"coffee","position":"e1:0","member":{"id":"AAAAAAAAAAAAAAAA"},
              "members":[{"id":"AAAAAAAAAAAAAAAA"}],"total":1}
            Bob > {"type":"join"}
            Bob < {"type":"joined","room":"tea","position":"e2:0","member":{"id":"BBBBBBBBBBBBBBBB"},
              "members":[{"id":"BBBBBBBBBBBBBBBB"}],"total":1}
            Bob > {"type":"say","text":"about tea","id":"1"}
            Bob < {"type":"said","room":"tea","id":"1","position":"e2:1"}
            Ann > {"type":"join"}
            Ann < {"type":"joined","room":"tea","position":"e2:1","member":{"id":"AAAAAAAAAAAAAAAA"},
              "members":[{"id":"BBBBBBBBBBBBBBBB"},{"id":"AAAAAAAAAAAAAAAA"}],"total":2}
            Bob < {"type":"arrived","room":"tea","member":{"id":"AAAAAAAAAAAAAAAA"},"total":2}
            Ann > {"type":"say","room":"coffee","text":"about coffee","id":"1"}
            Ann < {"type":"said","room":"coffee","id":"1","position":"e1:1"}
            """)
        .end();
  }

  @Test
  void aRoomsNameIsNormalised() {
    Client ann = open();
    assertThat(ask(ann, "{'type':'join','room':'cafe\u0301'}")).containsEntry("room", "café");
    assertThat(ask(ann, "{'type':'who','room':'caf\u00e9'}")).containsEntry("total", 1L);
  }

  @Test
  void whatIsMissedComesAfterTheAnswerAndAGapIsSaid() throws Exception {
    Client bob = open();
    Client cid = open();
    ask(bob, "{'type':'join'}");
    for (int i = 1; i <= 1_002; i++) {
      ask(bob, "{'type':'say','text':'m%d'}".formatted(i));
    }
    Map<String, Object> joined = ask(cid, "{'type':'join','after':'zzz:1'}");
    String epoch = ((String) joined.get("position")).replaceAll(":.*", "");
    assertThat(joined).containsEntry("position", epoch + ":1002");
    assertThat(Json.object(cid.next()))
        .isEqualTo(Map.of("type", "gap", "room", "tea", "from", "zzz:1", "to", epoch + ":2"));
    for (int i = 3; i <= 1_002; i++) {
      assertThat(Json.object(cid.next()))
          .containsEntry("position", epoch + ":" + i)
          .containsEntry("text", "m" + i);
    }
    ask(cid, "{'type':'leave'}");
    ask(cid, "{'type':'join','after':'%s:1'}".formatted(epoch));
    assertThat(Json.object(cid.next()))
        .containsEntry("from", epoch + ":1")
        .containsEntry("to", epoch + ":2")
        .containsEntry("missed", 1L);
  }

  @Test
  void historyGoesBackPageByPage() {
    Client ann = open();
    ask(ann, "{'type':'join'}");
    IntStream.rangeClosed(1, 120).forEach(i -> ask(ann, "{'type':'say','text':'m" + i + "'}"));
    Map<String, Object> newest = ask(ann, "{'type':'history','ref':'h'}");
    assertThat(newest).containsEntry("ref", "h").containsEntry("more", true);
    assertThat(texts(newest)).hasSize(50).startsWith("m71").endsWith("m120");
    Map<String, Object> before = ask(ann, history(newest, 1_000));
    assertThat(before).containsEntry("more", false).doesNotContainKey("gap");
    assertThat(texts(before)).hasSize(70).startsWith("m1").endsWith("m70");
    assertThat(texts(ask(ann, "{'type':'history','limit':1000}"))).hasSize(100);
    assertThat(ask(ann, "{'type':'history','before':'zzz:5','limit':1}"))
        .containsEntry("gap", true);
  }

  @Test
  void whoAsksForMoreHistoryThanItReadsIsToldToWait() {
    Client ann = open();
    ask(ann, "{'type':'join'}");
    ann.stalled = true;
    IntStream.range(0, 16).forEach(i -> ann.send("{\"type\":\"history\"}"));
    assertThat(ask(ann, "{'type':'history','ref':'r'}"))
        .containsEntry("code", "busy")
        .containsEntry("ref", "r");
    ann.stalled = false;
    ann.read();
    assertThat(ann.got).hasSize(16);
    ann.got.clear();
    assertThat(ask(ann, "{'type':'history'}")).containsEntry("type", "history");
  }

  @Test
  void whoSaysMoreThanIsAnsweredIsToldToWait() {
    broker.holds = new CompletableFuture<>();
    Client ann = open();
    ask(ann, "{'type':'join'}");
    IntStream.range(0, 1_000).forEach(i -> ann.send("{\"type\":\"say\",\"text\":\"m\"}"));
    assertThat(ask(ann, "{'type':'say','text':'m','ref':'r'}"))
        .containsEntry("code", "busy")
        .containsEntry("ref", "r");
    broker.holds.complete(null);
    assertThat(ann.got).hasSize(1_000);
  }

  private static String history(Map<String, Object> page, int limit) {
    Object first = ((Map<?, ?>) ((List<?>) page.get("messages")).get(0)).get("position");
    return "{'type':'history','before':'%s','limit':%d}".formatted(first, limit);
  }

  private static List<Object> texts(Map<String, Object> page) {
    return ((List<?>) page.get("messages"))
        .stream().<Object>map(message -> ((Map<?, ?>) message).get("text")).toList();
  }

  @Test
  void plainTextAndJsonTalkInOneRoom() {
    Client ann = open();
    ask(ann, "{'type':'join','name':'Ann'}");
    Client plain = new Client(new PlainText(rooms), "01PLAIN", "tea", Optional.of("bob"));
    assertThat(Json.object(ann.next()))
        .containsEntry("type", "arrived")
        .containsEntry("member", Map.of("id", "01PLAIN", "name", "bob", "proven", true));
    plain.send("hello \"you\"");
    assertThat(Json.object(ann.next()))
        .containsEntry("text", "hello \"you\"")
        .containsEntry("from", Map.of("id", "01PLAIN", "name", "bob", "proven", true))
        .doesNotContainKey("id");
    plain.conversation.onBinary(Payload.binary(new byte[] {0, -1}));
    assertThat(Json.object(ann.next())).containsEntry("binary", "AP8=").doesNotContainKey("text");
    plain.got.clear();
    ask(ann, "{'type':'say','text':'hi'}");
    assertThat(plain.next()).isEqualTo("hi");
  }

  @Test
  void anAccountsNameWinsOverWhatTheClientCallsItself() {
    Client ann = open("tea", Optional.of("ann@example.org"));
    ann.next();
    assertThat(ask(ann, "{'type':'join','name':'Bob'}").get("member"))
        .extracting("name")
        .isEqualTo("ann@example.org");
  }

  @Test
  void aMessageIsWrittenOnceForAllMembers() {
    Client ann = open();
    Client bob = open();
    Client cid = open();
    List.of(ann, bob, cid).forEach(client -> ask(client, "{'type':'join'}"));
    bob.got.clear();
    cid.got.clear();
    ann.send("{\"type\":\"say\",\"text\":\"hi\"}");
    assertThat(bob.got.poll()).isSameAs(cid.got.poll());
  }

  @Test
  void whatIsNotStoredIsSaidSoAndMayBeSaidAgain() {
    Client ann = open();
    ask(ann, "{'type':'join'}");
    broker.fails = true;
    assertThat(ask(ann, "{'type':'say','text':'hi','id':'1','ref':'r'}"))
        .containsEntry("code", "not-stored")
        .containsEntry("ref", "r");
    broker.fails = false;
    assertThat(ask(ann, "{'type':'say','text':'hi','id':'1'}")).containsEntry("type", "said");
  }

  @Test
  void noIdOfAClientMeetsOneThatTheServerMakes() {
    Client ann = open();
    Map<String, Object> joined = ask(ann, "{'type':'join'}");
    String session = (String) ((Map<?, ?>) joined.get("member")).get("id");
    Map<String, Object> own = ask(ann, "{'type':'say','text':'one','id':'" + session + ".1'}");
    Map<String, Object> made = ask(ann, "{'type':'say','text':'two'}");
    assertThat((String) own.get("position")).endsWith(":1");
    assertThat((String) made.get("position")).endsWith(":2");
    assertThat(ask(ann, "{'type':'say','text':'x','id':'" + made.get("id") + "'}"))
        .containsEntry("code", "bad-field")
        .containsEntry("field", "id");
  }

  @Test
  void whatTheStoreHasNoSpaceForIsSaidSo() {
    Client ann = open();
    ask(ann, "{'type':'join'}");
    broker.holds =
        CompletableFuture.failedFuture(
            new CapacityExceededException(CapacityExceededException.What.STORE));
    assertThat(ask(ann, "{'type':'say','text':'hi','id':'1','ref':'r'}"))
        .containsEntry("code", "store-full")
        .containsEntry("ref", "r")
        .containsEntry("message", "Not stored: the store has as much as it may keep.");
    assertThat(ann.closes).isEmpty();
  }

  @Test
  void aRoomWhoseLogCannotBeReadIsNotJoinedAndTheConnectionLives() {
    broker.deaf = true;
    Client ann = open();
    assertThat(ask(ann, "{'type':'join','ref':'r'}"))
        .containsEntry("code", "not-read")
        .containsEntry("ref", "r");
    assertThat(ann.closes).isEmpty();
    Client plain = new Client(new PlainText(rooms), "01A", "tea", Optional.empty());
    assertThat(plain.closes).containsExactly("FAULT the room cannot be read");
    broker.deaf = false;
    assertThat(ask(ann, "{'type':'join'}")).containsEntry("type", "joined");
  }

  @Test
  void whoTakesMoreThanItsShareOfRoomsIsRefusedAndOthersAreNot() {
    RoomLimits slow = new RoomLimits(10_000, 10_000, 1, Duration.ofSeconds(15));
    Rooms many = new Rooms(broker, new MemoryPresence(), slow);
    ParleyJson wide = new ParleyJson(many, new JsonLimits(65_536, 10_000));
    Client ann = new Client(wide, "a", "tea", Optional.of("ann"));
    ann.next();
    int joined = 0;
    String code = "";
    while (code.isEmpty()) {
      Map<String, Object> answer = ask(ann, "{'type':'join','room':'r" + joined + "'}");
      joined += answer.get("type").equals("joined") ? 1 : 0;
      code = (String) answer.getOrDefault("code", "");
    }
    assertThat(code).isEqualTo("quota");
    assertThat(joined).isEqualTo(1_000);
    Client plain = new Client(new PlainText(many), "p", "other", Optional.of("ann"));
    assertThat(plain.closes)
        .containsExactly("TRY_AGAIN_LATER this address or account may open no more rooms now");
    Client bob = new Client(wide, "b", "tea", Optional.of("bob"));
    bob.next();
    assertThat(ask(bob, "{'type':'join','room':'other'}")).containsEntry("type", "joined");
    assertThat(ask(ann, "{'type':'join','room':'other'}")).containsEntry("type", "joined");
    many.close();
  }

  @Test
  void whatCannotBeReadIsSaidSoAndTheRoomNotJoined() {
    Client ann = open();
    ask(ann, "{'type':'join'}");
    broker.fails = true;
    assertThat(ask(ann, "{'type':'history','ref':'r'}"))
        .containsEntry("code", "not-read")
        .containsEntry("ref", "r");
    Client bob = open();
    assertThat(ask(bob, "{'type':'join'}")).containsEntry("code", "not-read");
    assertThat(ask(bob, "{'type':'who'}")).containsEntry("code", "not-joined");
    assertThat(ann.closes).isEmpty();
  }

  @Test
  void missedMessagesThatCannotBeReadCloseWith1011() {
    Client ann = open();
    String position = (String) ask(ann, "{'type':'join'}").get("position");
    ask(ann, "{'type':'say','text':'hi'}");
    Rooms broken = new Rooms(new HeadOnly(broker), new MemoryPresence(), LIMITS);
    Client cid =
        new Client(new ParleyJson(broken, new JsonLimits(1_000, 1)), "c", "tea", Optional.empty());
    cid.next();
    cid.send("{\"type\":\"join\",\"after\":\"" + position + "\"}");
    cid.awaitUntil(() -> !cid.closes.isEmpty());
    assertThat(cid.closes).containsExactly("FAULT missed messages cannot be read");
    broken.close();
  }

  /** Knows where the log ends, and cannot read it. */
  private record HeadOnly(Broker broker) implements Broker {
    @Override
    public CompletionStage<Position> append(RoomName room, Message message) {
      return broker.append(room, message);
    }

    @Override
    public CompletionStage<Position> head(RoomName room) {
      return broker.head(room);
    }

    @Override
    public CompletionStage<HistoryPage> read(RoomName room, Position after, int limit) {
      return CompletableFuture.failedFuture(new IOException("disk broken"));
    }

    @Override
    public CompletionStage<HistoryPage> history(RoomName room, Position before, int limit) {
      return CompletableFuture.failedFuture(new IOException("disk broken"));
    }

    @Override
    public Position newestPending(RoomName room) {
      return broker.newestPending(room);
    }

    @Override
    public CompletionStage<Subscription> subscribe(RoomName room, Listener listener) {
      return broker.subscribe(room, listener);
    }

    @Override
    public void close() {}
  }

  @Test
  void eachLimitHasItsAnswer() {
    Client ann = open();
    ask(ann, "{'type':'join','room':'r1'}");
    ask(ann, "{'type':'join','room':'r2'}");
    assertThat(ask(ann, "{'type':'join','room':'r3','ref':'r'}"))
        .containsEntry("code", "too-many-rooms")
        .containsEntry("ref", "r");
    assertThat(ask(ann, "{'type':'join','room':'r1'}")).containsEntry("code", "already-joined");
    Client bob = open();
    ask(bob, "{'type':'join','room':'r3'}");
    assertThat(ask(bob, "{'type':'join','room':'r4'}")).containsEntry("code", "server-full");
    for (int i = 0; i < 2; i++) {
      ask(open(), "{'type':'join','room':'r3'}");
    }
    assertThat(ask(open(), "{'type':'join','room':'r3'}")).containsEntry("code", "room-full");
    Client plain = new Client(new PlainText(rooms), "01A", "r3", Optional.empty());
    assertThat(plain.closes)
        .containsExactly("TRY_AGAIN_LATER the room has as many members as it may");
    Client other = new Client(new PlainText(rooms), "01B", "r5", Optional.empty());
    assertThat(other.closes)
        .containsExactly("TRY_AGAIN_LATER the server has as many rooms as it may");
    other.send("hi");
    other.cut();
  }

  @Test
  void aRoomThatWasLeftMayBeJoinedAgain() {
    Client ann = open();
    ask(ann, "{'type':'join'}");
    assertThat(ask(ann, "{'type':'leave','ref':'r'}"))
        .isEqualTo(Map.of("type", "left", "ref", "r", "room", "tea"));
    assertThat(ask(ann, "{'type':'leave'}")).containsEntry("code", "not-joined");
    assertThat(ask(ann, "{'type':'join'}")).containsEntry("type", "joined");
  }

  @Test
  void whoIsReplacedLeavesThatRoomOnly() throws Exception {
    script()
        .play(
            """
            Ann > {"type":"join","resume":"AAAAAAAAAAAAAAAAAAAAAA"}
            Ann < {"type":"joined","room":"tea","position":"e1:0","member":{"id":"AAAAAAAAAAAAAAAA"},
              "members":[{"id":"AAAAAAAAAAAAAAAA"}],"total":1}
            Ann > {"type":"join","room":"coffee"}
            Ann < {"type":"joined","room":"coffee","position":"e2:0","member":{"id":"CCCCCCCCCCCCCCCC"},
              "members":[{"id":"CCCCCCCCCCCCCCCC"}],"total":1}
            Anna > {"type":"join","resume":"AAAAAAAAAAAAAAAAAAAAAA"}
            Anna < {"type":"joined","room":"tea","position":"e1:0","member":{"id":"AAAAAAAAAAAAAAAA"},
              "members":[{"id":"AAAAAAAAAAAAAAAA"}],"total":1}
            Ann < {"type":"left","room":"tea","reason":"replaced"}
            Ann > {"type":"leave"}
            Ann < {"type":"error","code":"not-joined","message":"Join the room first."}
            Ann > {"type":"who","room":"coffee"}
            Ann < {"type":"members","room":"coffee","members":[{"id":"CCCCCCCCCCCCCCCC"}],"total":1}
            """)
        .end();
  }

  @Test
  void binaryClosesWith1003() {
    Client ann = open();
    ann.conversation.onBinary(Payload.binary(new byte[1]));
    assertThat(ann.closes).containsExactly("UNSUPPORTED_DATA parley.1.json is text");
  }

  @Test
  void twentyBadObjectsInARowCloseWith1008() {
    Client ann = open();
    IntStream.range(0, 19).forEach(i -> ask(ann, "nonsense"));
    ask(ann, "{'type':'who'}");
    IntStream.range(0, 19).forEach(i -> ask(ann, "{'type':'nonsense'}"));
    assertThat(ann.closes).isEmpty();
    ask(ann, "{'type':'say'}");
    assertThat(ann.closes).containsExactly("POLICY 20 bad objects in a row");
  }

  @Test
  void whatIsRefusedForOtherReasonsIsNoBadObject() {
    Client ann = open();
    IntStream.range(0, 50).forEach(i -> ask(ann, "{'type':'who'}"));
    assertThat(ann.closes).isEmpty();
  }

  @Test
  void theEndOfAConnectionThatIsStillJoiningLeavesNobodyBehind() {
    Client ann = open();
    ask(ann, "{'type':'join'}");
    ann.cut();
    ann.send("{\"type\":\"join\",\"room\":\"coffee\"}");
    Client bob = open();
    assertThat(ask(bob, "{'type':'join','room':'coffee'}")).containsEntry("total", 1L);
  }
}
