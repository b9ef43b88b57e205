package io.parley.broker.redis;

import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.StoredMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The new messages of one call of {@code append.lua}, as they are published. It is a hint: the
 * stream alone is the truth, and has the same messages.
 *
 * <p>A line {@code parley/1 EPOCH OFFSET COUNT}, and of each message its id and body as netstrings.
 *
 * @param epoch of all of its messages
 * @param messages with one offset after another; at least one
 */
record Hint(LogEpoch epoch, List<StoredMessage> messages) {
  /** Messages at most. */
  static final int MOST = 100;

  private static final String NAME = "parley/";
  private static final String VERSION = "1";

  /** Longer than any line. */
  private static final int LONGEST_WORD = 64;

  Hint {
    messages = List.copyOf(messages);
  }

  /**
   * Whether a payload is one of another version of Parley, which cannot be read here; the messages
   * are in the stream.
   */
  static boolean isOfOtherVersion(byte[] payload) {
    int length = Math.min(payload.length, NAME.length() + VERSION.length() + 1);
    String begin = new String(payload, 0, length, StandardCharsets.ISO_8859_1);
    return begin.matches("parley/[0-9]+ ?") && !begin.equals(NAME + VERSION + " ");
  }

  /** Parses a payload; empty where it is no hint of this version. */
  static Optional<Hint> parse(byte[] payload) {
    try {
      return Optional.of(read(new NetstringReader(payload)));
    } catch (NetstringReader.MalformedException e) {
      return Optional.empty();
    }
  }

  private static Hint read(NetstringReader reader) throws NetstringReader.MalformedException {
    NetstringReader.require(reader.word(' ', LONGEST_WORD).equals(NAME + VERSION));
    LogEpoch epoch =
        LogEpoch.parse(reader.word(' ', LONGEST_WORD))
            .orElseThrow(NetstringReader.MalformedException::new);
    long first = reader.number(' ');
    long count = reader.number('\n');
    NetstringReader.require(first > 0 && count > 0 && count <= MOST);
    List<StoredMessage> messages = new ArrayList<>();
    for (long offset = first; offset < first + count; offset++) {
      Position position = new Position(epoch.toString(), offset);
      messages.add(new StoredMessage(position, message(reader)));
    }
    reader.end();
    return new Hint(epoch, messages);
  }

  private static Message message(NetstringReader reader) throws NetstringReader.MalformedException {
    byte[] id = reader.bytes(Integer.MAX_VALUE);
    byte[] body = reader.bytes(Integer.MAX_VALUE);
    return new StreamEntry(id, body).message().orElseThrow(NetstringReader.MalformedException::new);
  }

  /** Returns the offset of the first message. */
  long first() {
    return messages.get(0).position().offset();
  }

  /** Returns the position of the last message. */
  Position last() {
    return messages.get(messages.size() - 1).position();
  }
}
