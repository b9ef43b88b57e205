package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.FaultyWar;
import io.parley.tool.FaultyWar.Place;
import io.parley.tool.JsonWire;
import io.parley.tool.LogRecords;
import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An error on a worker thread is reported; the work goes on or the process ends. */
@Timeout(180) // Seconds: a test that waits for what never comes.
class WorkerFailureIT {
  private static final int OUT_OF_MEMORY = 3;
  private static final int LOST = 4;

  @TempDir private static Path folder;

  /** Workers that have failed: of one there is at most one line in 10 s. */
  private static final Set<String> TOLD = new HashSet<>();

  private static Path war;
  private static RunningParley server;

  /** What is done on threads of the server's own, and what makes it be done. */
  private enum Work {
    WATCH("parley-watch", "endpoint/Sessions.java", "private void check() {"),
    DEPARTURE(
        "parley-presence", "broker/memory/PresenceThread.java", "private void runWaiting() {"),
    UPKEEP(
        "parley-store-writer",
        "broker/sqlite/StoreTransactions.java",
        "void upkeep(long now, OptionalLong age, boolean prove) throws SQLException {"),
    APPEND(
        "parley-store-writer",
        "broker/sqlite/StoreTransactions.java",
        "void store(List<PendingAppend> batch, long now) throws SQLException {"),
    READ(
        "parley-store-reader",
        "broker/sqlite/MessageReader.java",
        "HistoryPage history(RoomName name, Position before, int limit) throws SQLException {"),
    DISPATCH(
        "parley-dispatcher-",
        "broker/Dispatcher.java",
        "private void tell(RoomName room, List<Delivery> turn) {"),
    HANG_UP("parley-worker", "endpoint/ConnectionLifecycle.java", "private void closeSession() {"),
    DELIVERY(
        "parley-delivery",
        "subprotocol/json/ServerEvents.java",
        "RoomName room, StoredMessage storedMessage, UnaryOperator<MemberInfo> tags) {"),
    ANSWER(
        "parley-delivery",
        "subprotocol/json/ServerEvents.java",
        "static Payload said(Optional<String> ref, RoomName room, String id, Position position) {"),
    LIST(
        "parley-delivery",
        "subprotocol/json/ServerEvents.java",
        "static Payload members(Optional<String> ref, RoomName room, Attendance attendance) {"),
    HISTORY(
        "parley-delivery",
        "subprotocol/json/ServerEvents.java",
        "HistoryPage historyPage,\n      UnaryOperator<MemberInfo> tags) {"),
    CHANGE(
        "parley-delivery",
        "subprotocol/json/ServerEvents.java",
        "static Payload changed(RoomName room, Presence.Change change, MemberInfo member) {"),
    JOIN(
        "parley-delivery",
        "chat/RoomSubscription.java",
        "public void start(Position from, Runnable greeting) {"),
    CATCH_UP(
        "parley-delivery",
        "chat/LogDelivery.java",
        "private synchronized void take(CatchingUp now, Catchup.Page page) {"),
    CATCH_UP_TURN(
        "parley-delivery",
        "chat/LogDelivery.java",
        "private synchronized Optional<Position> deliverNext(CatchingUp now) {"),
    CATCH_UP_READ(
        "parley-delivery",
        "chat/Catchup.java",
        "private CompletionStage<Page> read(Position cursor, Optional<Position> head) {"),
    ROOM("parley-dispatcher-", "chat/Room.java", "public void stored(List<StoredMessage> batch) {"),
    PRESENCE_OF_ROOM(
        "parley-presence", "chat/Room.java", "private void tell(Presence.Change change) {"),
    TEXT(
        "parley-delivery",
        "subprotocol/text/TextConversation.java",
        "private void answer(Optional<Throwable> failure) {");

    private final String worker;

    @SuppressWarnings("ImmutableEnumChecker") // A record of strings.
    private final Place place;

    Work(String worker, String file, String after) {
      this.worker = worker;
      this.place = new Place(name(), file, after);
    }

    /** Has it done; returns once it was, with whatever result. */
    void cause(int port) throws IOException {
      switch (this) {
        case WATCH, UPKEEP -> {}
        case TEXT -> assertThat(plainText(port)).isEqualTo(1011);
        case DEPARTURE, PRESENCE_OF_ROOM -> plainText(port);
        case HANG_UP -> talkNonsense(port);
        case APPEND -> assertThat(ask(port, "{'type':'say','text':'hi'}")).contains("not-stored");
        case READ -> assertThat(ask(port, "{'type':'history'}")).contains("not-read");
        case DISPATCH -> speak(port);
        case ROOM -> speakAndStay(port, this);
        case DELIVERY -> assertThat(hearing(port)).contains("1011");
        case CHANGE -> assertThat(hearing(port)).contains("1011");
        case ANSWER -> assertThat(ask(port, "{'type':'say','text':'hi'}")).contains("1011");
        case LIST -> assertThat(ask(port, "{'type':'who'}")).contains("1011");
        case HISTORY -> assertThat(ask(port, "{'type':'history'}")).contains("1011");
        case JOIN -> assertThat(ask(port, "{'type':'who'}")).contains("1011");
        case CATCH_UP, CATCH_UP_TURN, CATCH_UP_READ ->
            assertThat(ask(port, "{'type':'join','room':'x','after':'0:0'}", 2)).contains("1011");
      }
    }
  }

  /** Closes it itself where it was answered; returns the close code of the server. */
  private static int plainText(int port) throws IOException {
    try (Wire ann = Wire.open(port, "/chat/plain")) {
      ann.text("hi");
      Wire.Frame frame = ann.read();
      if (frame.opcode() == Wire.TEXT) {
        ann.send(true, Wire.CLOSE, new byte[] {0x03, (byte) 0xe8});
        frame = ann.read();
      }
      return frame.code();
    }
  }

  /** The last answer, or how the connection was closed instead. */
  private static String ask(int port, String request) throws IOException {
    return ask(port, request, 1);
  }

  private static String ask(int port, String request, int answers) throws IOException {
    try (JsonWire ann = JsonWire.open(port, "/chat/tea")) {
      ann.ask("{'type':'join'}");
      ann.send(request);
      for (int i = 1; i < answers; i++) {
        ann.read();
      }
      return ann.read().toString();
    } catch (IOException closed) {
      return String.valueOf(closed.getMessage());
    }
  }

  /** The server closes the connection, which it leaves to a worker. */
  private static void talkNonsense(int port) throws IOException {
    try (JsonWire ann = JsonWire.open(port, "/chat/tea")) {
      for (int i = 0; i < 20; i++) {
        ann.send("nonsense");
      }
      for (int i = 0; i < 19; i++) {
        assertThat(ann.read()).containsEntry("type", "error");
      }
    }
  }

  /** Waits for no answer: who is to give it is what fails. */
  private static void speak(int port) throws IOException {
    try (JsonWire ann = JsonWire.open(port, "/chat/tea")) {
      ann.ask("{'type':'join'}");
      ann.send("{'type':'say','text':'hi'}");
    }
  }

  /** Else the room may be closed before it is told the message. */
  private static void speakAndStay(int port, Work failing) throws IOException {
    try (JsonWire ann = JsonWire.open(port, "/chat/tea")) {
      ann.ask("{'type':'join'}");
      double before = failures(failing);
      ann.send("{'type':'say','text':'hi'}");
      awaitMoreFailures(failing, before);
    }
  }

  /** What somebody hears of another who comes and speaks. */
  private static String hearing(int port) throws IOException {
    try (JsonWire ann = JsonWire.open(port, "/chat/tea")) {
      ann.ask("{'type':'join'}");
      ask(port, "{'type':'say','text':'hi'}");
      return ann.read().toString() + ann.read() + ann.read();
    } catch (IOException closed) {
      return closed.getMessage();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    war = FaultyWar.pack(folder, List.of(Work.values()).stream().map(work -> work.place).toList());
    server =
        RunningParley.serve(
            war, "--port", "0", "--grace", "1s", "--data", folder.resolve("data").toString());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void mend() {
    System.clearProperty(FaultyWar.FAULT);
    System.clearProperty(FaultyWar.MEMORY);
  }

  private static RawClient.Answer get(int port, String path) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
  }

  private static void awaitReady(int port, int status) throws IOException {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (get(port, "/health/ready").status() != status) {
      assertThat(System.nanoTime()).as("not " + status).isLessThan(patience);
    }
  }

  private static double failures(Work work) throws IOException {
    return get(server.port(0), "/metrics")
        .content()
        .lines()
        .filter(line -> line.startsWith("parley_worker_failures_total{worker=\"" + work.worker))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  private static void assertThatItServes(int port) throws IOException {
    try (JsonWire bob = JsonWire.open(port, "/chat/tea")) {
      bob.ask("{'type':'join'}");
      assertThat(ask(port, "{'type':'say','text':'hi'}")).contains("said");
      String heard = bob.read().toString() + bob.read();
      assertThat(heard).contains("arrived", "message");
    }
    assertThat(plainText(port)).isEqualTo(1000);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "WATCH",
        "DEPARTURE",
        "PRESENCE_OF_ROOM",
        "UPKEEP",
        "READ",
        "DISPATCH",
        "ROOM",
        "HANG_UP",
        "DELIVERY"
      })
  void anErrorIsToldAndTheWorkGoesOn(Work work) throws Exception {
    int port = server.port(0);
    awaitReady(port, 200);
    boolean first = TOLD.add(work.worker);
    try (LogRecords log = LogRecords.of("io.parley")) {
      awaitFailure(work);
      awaitReady(port, 503);
      assertThat(get(port, "/health/live").status()).isEqualTo(200);
      System.clearProperty(FaultyWar.FAULT);
      awaitReady(port, 200);
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("SEVERE") && line.contains(work.worker))
          .hasSizeBetween(first ? 1 : 0, 1);
    }
    assertThatItServes(port);
  }

  private static void awaitFailure(Work work) throws IOException {
    double before = failures(work);
    System.setProperty(FaultyWar.FAULT, work.name());
    work.cause(server.port(0));
    awaitMoreFailures(work, before);
  }

  private static void awaitMoreFailures(Work work, double before) throws IOException {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (failures(work) <= before) {
      assertThat(System.nanoTime()).as("no failure counted").isLessThan(patience);
    }
  }

  /** Of workers that the others show: here counts what became of whoever waited. */
  @ParameterizedTest
  @EnumSource(
      names = {
        "APPEND",
        "ANSWER",
        "LIST",
        "HISTORY",
        "CHANGE",
        "JOIN",
        "CATCH_UP",
        "CATCH_UP_TURN",
        "CATCH_UP_READ",
        "TEXT"
      })
  void whoWaitsIsAnsweredOrClosed(Work work) throws Exception {
    TOLD.add(work.worker);
    awaitFailure(work);
    System.clearProperty(FaultyWar.FAULT);
    assertThatItServes(server.port(0));
  }

  /** A process of its own, where no application is left without those who do its work. */
  private WarProcess process(String... properties) throws IOException {
    Path own = Files.createTempDirectory(folder, "process");
    Path temporary = Files.createDirectory(own.resolve("tmp"));
    List<String> command =
        WarProcess.command(war, temporary, List.of(properties), List.of("--port", "0"));
    return WarProcess.run(own.resolve("err"), Map.of(), command);
  }

  private static String fault(Work work) {
    return "-D" + FaultyWar.FAULT + "=" + work.name();
  }

  @ParameterizedTest
  @EnumSource(names = {"WATCH", "UPKEEP"})
  void aProcessWhoseWorkFailsForGoodEndsWithAStatus(Work work) throws Exception {
    try (WarProcess lost = process(fault(work))) {
      int port = URI.create(lost.line()).getPort();
      awaitReady(port, 503);
      assertThat(lost.exit()).isEqualTo(LOST);
      assertThat(lost.err())
          .contains("worker " + work.worker, "the process ends with status " + LOST)
          .doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WATCH", "UPKEEP", "APPEND", "READ", "DISPATCH", "HANG_UP", "DELIVERY"})
  void aProcessWhoseMemoryIsExhaustedEndsWithAStatus(Work work) throws Exception {
    try (WarProcess exhausted = process(fault(work), "-D" + FaultyWar.MEMORY + "=yes")) {
      try {
        work.cause(URI.create(exhausted.line()).getPort());
      } catch (IOException | AssertionError gone) {
        // It may end before it has answered, or even before it says where it listens.
        assertThat(exhausted.exit()).isEqualTo(OUT_OF_MEMORY);
      }
      assertThat(exhausted.exit()).isEqualTo(OUT_OF_MEMORY);
      assertThat(exhausted.err()).contains("parley: out of memory (");
    }
  }

  /** As in a container: nobody may end its process. */
  @Test
  void whereTheProcessIsSomebodyElsesExhaustedMemoryIsNeverForgotten() throws Exception {
    try (RunningParley guest = RunningParley.serve(war, "--port", "0")) {
      System.setProperty(FaultyWar.MEMORY, "yes");
      System.setProperty(FaultyWar.FAULT, Work.DELIVERY.name());
      assertThat(hearing(guest.port(0))).contains("1011");
      System.clearProperty(FaultyWar.FAULT);
      assertThat(get(guest.port(0), "/health/ready").status()).isEqualTo(503);
      assertThat(get(guest.port(0), "/health/live").status()).isEqualTo(200);
    }
  }

  /** Appends fail at once while the writer cannot write, and nothing waits for ever at the end. */
  @Test
  void aStoreWhoseWriterFailsForGoodStillCloses() throws Exception {
    System.setProperty(FaultyWar.FAULT, Work.APPEND.name());
    try (RunningParley failing =
        RunningParley.serve(war, "--port", "0", "--data", folder.resolve("other").toString())) {
      for (int i = 0; i < 3; i++) {
        assertThat(ask(failing.port(0), "{'type':'say','text':'hi'}")).contains("not-stored");
      }
      awaitReady(failing.port(0), 503);
    }
    System.clearProperty(FaultyWar.FAULT);
    try (RunningParley again =
        RunningParley.serve(war, "--port", "0", "--data", folder.resolve("other").toString())) {
      assertThat(ask(again.port(0), "{'type':'say','text':'hi'}")).contains("said");
    }
  }
}
