package io.parley.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the store and of rooms in memory.
 *
 * @param data the store's directory, or {@link #NONE}; empty where nothing was set
 * @param kept the limits of a store
 * @param held the limits of memory, where there is no store
 */
public record StorageSettings(Optional<String> data, Kept kept, Held held) {
  /** The value for rooms in memory only, in place of a directory. */
  public static final String NONE = "none";

  /**
   * With a shorter age, a returning client could not read a message, and a store would be useless.
   */
  static final Duration YOUNGEST = Duration.ofMinutes(1);

  /** A hundred years. */
  static final Duration OLDEST = Duration.ofDays(36_500);

  /** Each message waits this long for its acknowledgement. */
  static final Duration LONGEST_WINDOW = Duration.ofSeconds(1);

  /** Bytes: fewer cannot hold a message of usual size. */
  static final long LEAST_BYTES = 64 * 1024;

  /** Bytes: close to SQLite's own limit. */
  static final long MOST_BYTES = 100L << 40;

  /**
   * The limits of a store.
   *
   * @param messages of a room
   * @param bytes of a room
   * @param age of a message
   * @param rooms in all
   * @param totalBytes of all rooms together
   * @param window how long a commit waits for more messages while there are many
   */
  public record Kept(
      int messages, long bytes, Duration age, int rooms, long totalBytes, Duration window) {}

  /**
   * The limits of rooms in memory.
   *
   * @param messages of a room
   * @param bytes of a room
   * @param rooms that have messages
   * @param age the time for which a room without members is held for certain
   * @param totalBytes of all rooms together
   */
  public record Held(int messages, long bytes, int rooms, Duration age, long totalBytes) {}

  static StorageSettings of(OptionValues optionValues) {
    Optional<String> data =
        optionValues.list(Option.DATA).isEmpty()
            ? Optional.empty()
            : Optional.of(optionValues.text(Option.DATA));
    return new StorageSettings(
        data,
        new Kept(
            optionValues.number(Option.KEEP_MESSAGES, 1, OptionValues.MOST),
            optionValues.size(Option.KEEP_BYTES, LEAST_BYTES, MOST_BYTES),
            optionValues.time(Option.KEEP_AGE, YOUNGEST, OLDEST),
            optionValues.number(Option.KEEP_ROOMS, 1, OptionValues.MOST),
            optionValues.size(Option.KEEP_TOTAL, LEAST_BYTES, MOST_BYTES),
            optionValues.time(Option.BATCH_WINDOW, Duration.ZERO, LONGEST_WINDOW)),
        new Held(
            optionValues.number(Option.ROOM_MESSAGES, 1, OptionValues.MOST),
            optionValues.size(Option.ROOM_BYTES, LEAST_BYTES, MOST_BYTES),
            optionValues.number(Option.MEMORY_ROOMS, 1, OptionValues.MOST),
            optionValues.time(Option.MEMORY_AGE, Duration.ZERO, OLDEST),
            optionValues.size(Option.MEMORY_TOTAL, LEAST_BYTES, MOST_BYTES)));
  }
}
