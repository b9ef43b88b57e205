package io.parley.broker.redis;

import io.parley.chat.Position;
import io.parley.chat.StoredMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** What Redis has of a room's log, and how it answers a read: as {@code read.lua} does. */
record FakeLog(List<Generation> generations, long headOffset, long oldest) {
  /** Messages of a page. */
  private static final int PAGE = 5;

  record Generation(String epoch, long first) {}

  /** Parses {@code a1,b6|8/3}: generations, head, and the oldest that is kept, 1 if not given. */
  static FakeLog of(String text) {
    String[] parts = text.split("[|/]", 3);
    List<Generation> generations =
        Arrays.stream(parts[0].split(",", -1))
            .map(
                each -> new Generation(epoch(each.charAt(0), 0), Long.parseLong(each.substring(1))))
            .toList();
    long oldest = parts.length > 2 ? Long.parseLong(parts[2]) : 1;
    return new FakeLog(generations, Long.parseLong(parts[1]), oldest);
  }

  /** Returns the epoch of a generation; z is of another log than the other letters. */
  static String epoch(char letter, int number) {
    String name = (letter == 'z' ? "z" : "0").repeat(13);
    String tag = "%08x".formatted((letter - 'a') * 65_536 + number);
    return name + tag + "1";
  }

  static String letter(String epoch) {
    String tag = LogEpoch.parse(epoch).orElseThrow().tag();
    return Character.toString('a' + Integer.parseInt(tag, 16) / 65_536);
  }

  Position head() {
    return new Position(generations.get(generations.size() - 1).epoch(), headOffset);
  }

  FeedPage page(Position after) {
    Optional<Long> taken = taken(after.epoch());
    boolean beyond = after.offset() > headOffset;
    if (taken.isEmpty() || (beyond && after.offset() < taken.get())) {
      return page(oldest, true, OptionalLong.empty());
    } else if (after.offset() >= taken.get()) {
      long start = Math.max(taken.get(), oldest);
      long lost = after.offset() - taken.get() + 1 + start - taken.get();
      return page(start, true, OptionalLong.of(lost));
    } else if (after.offset() < oldest - 1) {
      return page(oldest, true, OptionalLong.of(oldest - 1 - after.offset()));
    }
    return page(after.offset() + 1, false, OptionalLong.of(0));
  }

  private FeedPage page(long start, boolean gap, OptionalLong lost) {
    List<StoredMessage> messages =
        LongStream.rangeClosed(start, Math.min(headOffset, start + PAGE - 1))
            .mapToObj(offset -> RoomFeedTest.message(new Position(epochOf(offset), offset)))
            .toList();
    long end = messages.isEmpty() ? headOffset : start + messages.size() - 1;
    return new FeedPage(head(), start, gap, lost, messages, end);
  }

  /** The first offset that a later generation took back; empty where the epoch is unknown. */
  private Optional<Long> taken(String epoch) {
    long taken = Long.MAX_VALUE;
    for (int i = generations.size() - 1; i >= 0; i--) {
      if (generations.get(i).epoch().equals(epoch)) {
        return Optional.of(taken);
      }
      taken = Math.min(taken, generations.get(i).first());
    }
    return Optional.empty();
  }

  private String epochOf(long offset) {
    String epoch = generations.get(0).epoch();
    for (Generation generation : generations) {
      if (generation.first() <= offset) {
        epoch = generation.epoch();
      }
    }
    return epoch;
  }
}
