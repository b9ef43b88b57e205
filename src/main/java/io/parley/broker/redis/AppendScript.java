package io.parley.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.broker.redis.AppendQueues.Call;
import io.parley.chat.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Calls {@code append.lua}, and reads its answer. */
final class AppendScript {
  private static final RedisScript APPEND = RedisScript.of("log.lua", "append.lua");

  private final String prefix;
  private final Shards shards;
  private final LogLimits limits;

  /**
   * The outcome for one message.
   *
   * @param news whether this call has stored it, and not an earlier one
   */
  record Stored(Position position, boolean news) {}

  AppendScript(String prefix, Shards shards, LogLimits limits) {
    this.prefix = prefix;
    this.shards = shards;
    this.limits = limits;
  }

  /** Returns the keys of the room of a call. */
  RoomKeys keys(Call call) {
    return new RoomKeys(prefix, call.room());
  }

  /**
   * Makes a call.
   *
   * @return completes with the outcome of each message; with none where the room would get its
   *     first message and is not admitted
   */
  CompletionStage<List<Stored>> run(Shard shard, Call call) {
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(bytes(shards.hasShardedChannels() ? "SPUBLISH" : "PUBLISH"));
    arguments.add(keys(call).channel());
    arguments.add(bytes(LogEpoch.newName()));
    arguments.add(bytes(limits.messages()));
    arguments.add(bytes(limits.bytes()));
    arguments.add(bytes(limits.age().toMillis()));
    arguments.add(bytes(call.admitted() ? 1 : 0));
    for (RedisAppend append : call.appends()) {
      arguments.add(append.entry().id());
      arguments.add(append.entry().body());
    }
    return shard
        .write(commands -> APPEND.run(commands, keys(call).log(), arguments.toArray(new byte[0][])))
        .thenApply(answer -> stored(call, answer));
  }

  private static byte[] bytes(Object value) {
    return String.valueOf(value).getBytes(UTF_8);
  }

  /** An answer in another form is treated as none: nobody knows what happened. */
  private static List<Stored> stored(Call call, List<Object> answer) {
    List<Stored> stored = answer.stream().flatMap(each -> stored(each).stream()).toList();
    if (stored.size() != answer.size() || answer.size() % call.appends().size() != 0) {
      throw new IllegalStateException("an answer of append.lua that cannot be read");
    }
    return stored;
  }

  private static Optional<Stored> stored(Object answer) {
    String text = answer instanceof byte[] bytes ? new String(bytes, UTF_8) : "";
    boolean news = text.startsWith("+");
    return news || text.startsWith("=")
        ? Position.parse(text.substring(1)).map(position -> new Stored(position, news))
        : Optional.empty();
  }
}
