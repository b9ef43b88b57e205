package io.parley.broker.redis;

import io.parley.chat.MemberInfo;
import io.parley.chat.Presence.Arrived;
import io.parley.chat.Presence.Change;
import io.parley.chat.Presence.Departed;
import io.parley.chat.Presence.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The changes of one call of {@code presence.lua}, as they are published. It is a hint: the room's
 * stream of changes has the same ones.
 *
 * @param previous the number of the change before the first
 * @param changes by rising number; at least one
 */
record PresenceHint(long previous, List<Change> changes) {
  private static final String VERSION = "parley-presence/1";

  /** More than one call makes. */
  private static final int MOST = 10_000;

  private static final long LONGEST_CHANGE = 65_536;

  PresenceHint {
    changes = List.copyOf(changes);
  }

  /** Parses a payload; empty where it is no hint of this version. */
  static Optional<PresenceHint> parse(byte[] payload) {
    try {
      return Optional.of(read(new NetstringReader(payload)));
    } catch (NetstringReader.MalformedException e) {
      return Optional.empty();
    }
  }

  private static PresenceHint read(NetstringReader reader)
      throws NetstringReader.MalformedException {
    NetstringReader.require(reader.word(' ', VERSION.length()).equals(VERSION));
    long previous = reader.number(' ');
    long count = reader.number('\n');
    NetstringReader.require(count > 0 && count <= MOST);
    List<Change> changes = new ArrayList<>();
    long last = previous;
    for (long i = 0; i < count; i++) {
      long number = reader.number(':');
      NetstringReader.require(number > last);
      last = number;
      changes.add(change(number, reader.bytes(LONGEST_CHANGE)));
    }
    reader.end();
    return new PresenceHint(previous, changes);
  }

  /** Parses a change of the stream; empty where it is none. */
  static Optional<Change> parseChange(long number, byte[] text) {
    try {
      return Optional.of(change(number, text));
    } catch (NetstringReader.MalformedException e) {
      return Optional.empty();
    }
  }

  private static Change change(long number, byte[] text) throws NetstringReader.MalformedException {
    NetstringReader.require(text.length > 0);
    char kind = (char) text[0];
    NetstringReader reader = new NetstringReader(text);
    reader.character(kind);
    long total = reader.number(':');
    NetstringReader.require(total <= Integer.MAX_VALUE);
    String id = reader.text(LONGEST_CHANGE);
    String name = reader.text(LONGEST_CHANGE);
    MemberInfo member = new MemberInfo(id, name, reader.text(1).equals("1"));
    String session = reader.text(LONGEST_CHANGE);
    reader.end();
    return switch (kind) {
      case 'a' -> new Arrived(member, (int) total, number);
      case 'd' -> new Departed(member, (int) total, number);
      case 't' -> new Taken(member, session, number);
      default -> throw new NetstringReader.MalformedException();
    };
  }
}
