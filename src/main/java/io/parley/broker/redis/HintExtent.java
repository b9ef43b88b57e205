package io.parley.broker.redis;

import io.parley.chat.Position;
import java.util.Optional;

/**
 * The first line of a {@link Hint}: it tells whether the rest is worth parsing.
 *
 * @param count of the messages
 */
record HintExtent(Position first, long count) {
  private static final String VERSION = "parley/1";

  /** Longer than any word of the line. */
  private static final int LONGEST_WORD = 64;

  /** Reads the line; empty where it is none. */
  static Optional<HintExtent> parse(byte[] payload) {
    try {
      return read(new NetstringReader(payload));
    } catch (NetstringReader.MalformedException e) {
      return Optional.empty();
    }
  }

  private static Optional<HintExtent> read(NetstringReader reader)
      throws NetstringReader.MalformedException {
    NetstringReader.require(reader.word(' ', LONGEST_WORD).equals(VERSION));
    Optional<LogEpoch> epoch = LogEpoch.parse(reader.word(' ', LONGEST_WORD));
    long first = reader.number(' ');
    long count = reader.number('\n');
    NetstringReader.require(first > 0 && count > 0);
    return epoch.map(of -> new HintExtent(new Position(of.toString(), first), count));
  }
}
