package io.parley.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.RoomName;
import io.parley.tool.RedisReplication;
import io.parley.tool.RedisServer;
import io.parley.tool.Until;
import io.parley.worker.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the log, on a real server. */
class LogScriptsIT {
  private static final RedisScript APPEND = RedisScript.of("log.lua", "append.lua");
  private static final RedisScript READ = RedisScript.of("log.lua", "read.lua");
  private static final RoomKeys TEA = new RoomKeys("p", new RoomName("tea"));

  @TempDir Path folder;
  private RedisServer server;
  private Shards shards;
  private Shard shard;

  @BeforeEach
  void start() throws Exception {
    server = RedisServer.start(folder);
    connect(server.port());
  }

  private void connect(int port) {
    CompletableFuture<Shard> connected = new CompletableFuture<>();
    shards = new SingleServer(() -> RedisURI.create("127.0.0.1", port), new Workers());
    shards.add(
        new Shards.Listener() {
          @Override
          public void connected(Shard now) {
            connected.complete(now);
          }
        });
    shards.start();
    shard = connected.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @AfterEach
  void end() {
    shards.close();
    server.close();
  }

  private static byte[] bytes(Object text) {
    return String.valueOf(text).getBytes(UTF_8);
  }

  private List<String> append(int keep, long keepBytes, long age, String... ids) {
    List<byte[]> arguments =
        new ArrayList<>(
            List.of(
                bytes("PUBLISH"),
                TEA.channel(),
                bytes("abcdefghij123"),
                bytes(keep),
                bytes(keepBytes),
                bytes(age),
                bytes(1)));
    for (String id : ids) {
      StreamEntry entry =
          StreamEntry.of(new Message(id, "ann", "", Payload.text("m"), Instant.EPOCH));
      arguments.add(entry.id());
      arguments.add(entry.body());
    }
    return run(APPEND, arguments).stream().map(LogScriptsIT::text).toList();
  }

  private List<String> append(String... ids) {
    return append(1_000, 1 << 20, 3_600_000, ids);
  }

  private List<Object> run(RedisScript script, List<byte[]> arguments) {
    return shard
        .write(commands -> script.run(commands, TEA.log(), arguments.toArray(new byte[0][])))
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(value);
  }

  private List<String> read(String mode, LogEpoch epoch, long offset) {
    List<byte[]> arguments =
        List.of(
            bytes("abcdefghij123"),
            bytes(1_000),
            bytes(1 << 20),
            bytes(3_600_000),
            bytes(60_000),
            bytes(mode),
            bytes(epoch.name()),
            bytes(epoch.tag()),
            bytes(epoch.generation()),
            bytes(offset),
            bytes(100),
            bytes(65_536));
    return run(READ, arguments).stream().limit(6).map(LogScriptsIT::text).toList();
  }

  private static LogEpoch epoch(String answer) {
    return LogEpoch.parse(answer.replaceAll("^[+=]|:.*", "")).orElseThrow();
  }

  private static List<String> offsets(List<String> answers) {
    return answers.stream().map(answer -> answer.charAt(0) + answer.replaceAll(".*:", "")).toList();
  }

  private Object call(String... command) throws IOException {
    return server.call(command);
  }

  @Test
  void offsetsAreDenseAndAnIdIsStoredOnce() throws Exception {
    assertThat(offsets(append("a", "b", "a"))).containsExactly("+1", "+2", "=1");
    List<String> again = append("b", "c");
    assertThat(offsets(again)).containsExactly("=2", "+3");
    assertThat(epoch(again.get(0))).isEqualTo(epoch(again.get(1)));
    assertThat(call("XLEN", "p:{tea}:s")).isEqualTo(3L);
    assertThat(call("HLEN", "p:{tea}:i")).isEqualTo(3L);
  }

  @Test
  void whatIsBeyondTheLimitOfMessagesIsRemovedWithItsId() throws Exception {
    for (int i = 0; i < 20; i++) {
      append(10, 1 << 20, 3_600_000, "a" + i, "b" + i, "c" + i);
    }
    assertThat(call("XLEN", "p:{tea}:s")).isEqualTo(10L);
    assertThat(call("HLEN", "p:{tea}:i")).isEqualTo(10L);
    assertThat(offsets(append(10, 1 << 20, 3_600_000, "a0", "c19"))).containsExactly("+61", "=60");
  }

  @Test
  void whatIsBeyondTheLimitOfBytesIsRemovedAndTheNewestStays() throws Exception {
    long size = StreamEntry.of(message("a")).size();
    append(1_000, 3 * size, 3_600_000, "a", "b", "c", "d");
    assertThat(call("XLEN", "p:{tea}:s")).isEqualTo(3L);
    assertThat(call("HGET", "p:{tea}:m", "b")).isEqualTo(String.valueOf(3 * size));
    append(1_000, 1, 3_600_000, "e");
    assertThat(call("XLEN", "p:{tea}:s")).isEqualTo(1L);
    assertThat(call("HLEN", "p:{tea}:i")).isEqualTo(1L);
  }

  private static Message message(String id) {
    return new Message(id, "ann", "", Payload.text("m"), Instant.EPOCH);
  }

  @Test
  void whatHasReachedItsAgeIsRemoved() throws Exception {
    append("a", "b");
    Until.isTrue(
        "the first is removed",
        () -> {
          append(1_000, 1 << 20, 20, "later" + System.nanoTime());
          return call("HEXISTS", "p:{tea}:i", "a").equals(0L);
        });
    assertThat(call("HLEN", "p:{tea}:i")).isEqualTo(call("XLEN", "p:{tea}:s"));
  }

  @Test
  void allKeysEndAtOneTime() throws Exception {
    append("a");
    List<Object> ends = new ArrayList<>();
    for (String kind : List.of("m", "s", "i")) {
      ends.add(call("PEXPIRETIME", "p:{tea}:" + kind));
    }
    assertThat(ends).allMatch(end -> end.equals(ends.get(0)));
    assertThat((Long) ends.get(0)).isGreaterThan(System.currentTimeMillis() + 3_500_000);
  }

  @Test
  void aBatchOfAHundredIsPublishedAsOneHint() throws Exception {
    List<byte[]> published = new ArrayList<>();
    shards.add(
        new Shards.Listener() {
          @Override
          public void published(Shard from, byte[] channel, byte[] payload) {
            published.add(payload);
          }
        });
    shard
        .subscriptions(commands -> commands.subscribe(TEA.channel()))
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
    String[] ids = IntStream.range(0, 100).mapToObj(i -> "i" + i).toArray(String[]::new);
    append("i5");
    append(ids);
    Until.isTrue("two hints", () -> published.size() >= 2);
    Hint hint = Hint.parse(published.get(1)).orElseThrow();
    assertThat(hint.messages()).hasSize(99);
    assertThat(hint.first()).isEqualTo(2);
  }

  @Test
  void aForgottenScriptIsSentAgain() throws Exception {
    append("a");
    assertThat(text(call("SCRIPT", "FLUSH"))).isEqualTo("OK");
    assertThat(offsets(append("b"))).containsExactly("+2");
  }

  @Test
  void aRoomThatMayNotBeginIsNotBegun() throws Exception {
    List<byte[]> arguments =
        List.of(
            bytes("PUBLISH"),
            TEA.channel(),
            bytes("abcdefghij123"),
            bytes(9),
            bytes(9),
            bytes(9),
            bytes(0),
            bytes("id"),
            bytes("body"));
    assertThat(run(APPEND, arguments)).isEmpty();
    assertThat(call("DBSIZE")).isEqualTo(0L);
  }

  /** The experiment of the fork: what was acknowledged and is lost is told, with its count. */
  @Test
  void afterAFailOverThePositionsThatAreLostAreKnown() throws Exception {
    server.close();
    try (RedisReplication pair = RedisReplication.start(folder)) {
      shards.close();
      connect(pair.primary().port());
      LogEpoch first = epoch(append("1", "2", "3", "4", "5").get(0));
      pair.awaitLink();
      pair.promote();
      append("6", "7", "8");
      pair.primary().kill();
      shards.close();
      connect(pair.replica().port());
      LogEpoch second = epoch(append("n6", "n7").get(0));
      assertThat(second).isNotEqualTo(first);
      assertThat(read("after", first, 8)).endsWith("7", "1", "6", "1", "3").hasSize(6);
      assertThat(read("after", first, 6).get(5)).isEqualTo("1");
      assertThat(read("after", first, 5).subList(3, 6)).containsExactly("6", "0", "0");
      assertThat(read("after", second, 6).subList(3, 6)).containsExactly("7", "0", "0");
      LogEpoch other = new LogEpoch(first.name(), "00000000", 2);
      assertThat(read("after", other, 6).subList(4, 6)).containsExactly("1", "");
    }
  }
}
