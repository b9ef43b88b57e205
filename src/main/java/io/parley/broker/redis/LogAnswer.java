package io.parley.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.chat.Position;
import io.parley.chat.StoredMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An answer of {@code read.lua}: facts, and after them entries of the stream. */
record LogAnswer(List<Object> parts) {
  private static final int FACTS = 6;

  /** The position of the newest message; its offset is 0 where there is none. */
  Position head() {
    return new Position(text(0), number(1));
  }

  /** The offset of the oldest message that is kept; one more than the newest where none is. */
  long oldest() {
    return number(2);
  }

  /** The offset from which was read. */
  long start() {
    return number(3);
  }

  /** Whether messages are missing between the position and {@link #start}. */
  boolean isGap() {
    return text(4).equals("1");
  }

  /** How many messages after the position are lost; empty where it is unknown. */
  OptionalLong lost() {
    String lost = text(5);
    return lost.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(lost));
  }

  /** The message of each entry; empty for an entry that cannot be read. */
  List<Optional<StoredMessage>> messages() {
    String name = LogEpoch.nameOf(text(0));
    return entries().stream().map(entry -> message(name, entry)).toList();
  }

  private static Optional<StoredMessage> message(String name, Object entry) {
    if (!(entry instanceof List<?> pair)
        || pair.size() != 2
        || !(pair.get(1) instanceof List<?> values)) {
      return Optional.empty();
    }
    Map<String, byte[]> fields = new LinkedHashMap<>();
    for (int i = 0; i + 1 < values.size(); i += 2) {
      if (values.get(i + 1) instanceof byte[] value) {
        fields.put(string(values.get(i)), value);
      }
    }
    return StreamEntry.parse(name, string(pair.get(0)), fields);
  }

  /** The offset of the last entry, whether it can be read or not; that of the head without one. */
  long end() {
    List<Object> entries = entries();
    return !entries.isEmpty() && entries.get(entries.size() - 1) instanceof List<?> last
        ? Long.parseLong(string(last.get(0)).replaceFirst("-.*", ""))
        : head().offset();
  }

  private List<Object> entries() {
    return parts.subList(Math.min(FACTS, parts.size()), parts.size());
  }

  private String text(int index) {
    return string(parts.get(index));
  }

  private long number(int index) {
    return Long.parseLong(text(index));
  }

  private static String string(Object value) {
    return value instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(value);
  }
}
