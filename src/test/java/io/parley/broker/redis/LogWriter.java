package io.parley.broker.redis;

import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.tool.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Appends messages to rooms by {@code append.lua}, as another node would. */
final class LogWriter {
  static final String PREFIX = "p";

  private final String publish;
  private final String script;

  LogWriter(String publish) throws IOException {
    this.publish = publish;
    this.script = resource("log.lua") + resource("append.lua");
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = LogWriter.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Appends texts in one batch; a text is its own id. Returns the position of the last. */
  Position append(RedisServer server, String room, String... texts) throws IOException {
    RoomKeys keys = new RoomKeys(PREFIX, new RoomName(room));
    return append(server, keys, text(keys.channel()), texts);
  }

  /** Appends texts whose hint nobody hears. */
  Position appendUnheard(RedisServer server, String room, String... texts) throws IOException {
    return append(server, new RoomKeys(PREFIX, new RoomName(room)), "{" + room + "}nobody", texts);
  }

  private Position append(RedisServer server, RoomKeys keys, String channel, String... texts)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("EVAL", script, "3"));
    for (byte[] key : keys.log()) {
      command.add(text(key));
    }
    command.addAll(
        List.of(publish, channel, LogEpoch.newName(), "10000", "100000000", "3600000", "1"));
    for (String text : texts) {
      Message message = new Message(text, "ann", "", Payload.text(text), Instant.EPOCH);
      StreamEntry entry = StreamEntry.of(message);
      command.add(text(entry.id()));
      command.add(text(entry.body()));
    }
    List<?> answer = (List<?>) server.call(command.toArray(String[]::new));
    String last = String.valueOf(answer.get(answer.size() - 1));
    return Position.parse(last.substring(1)).orElseThrow();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
