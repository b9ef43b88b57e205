package io.parley.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * Where rooms are kept, and how much of them.
 *
 * @param data the store's folder, or {@link #NONE}; empty where nothing was said
 * @param kept what a store keeps
 * @param held what is held in memory, where there is no store
 */
public record StorageSettings(Optional<String> data, Kept kept, Held held) {
  /** Instead of a folder: rooms live in memory only. */
  public static final String NONE = "none";

  /** A message that cannot be read on coming back soon needs no store. */
  static final Duration YOUNGEST = Duration.ofMinutes(1);

  /** A hundred years. */
  static final Duration OLDEST = Duration.ofDays(36_500);

  /** Each message waits so long for its acknowledgement. */
  static final Duration LONGEST_WINDOW = Duration.ofSeconds(1);

  /** Bytes; fewer hold no message of the usual size. */
  static final long LEAST_BYTES = 64 * 1024;

  /** Bytes; SQLite's own limit is near. */
  static final long MOST_BYTES = 100L << 40;

  /**
   * Of a store.
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
   * In memory.
   *
   * @param messages of a room
   * @param bytes of a room
   * @param rooms that have messages
   * @param age of a room that was left, up to which it is held for certain
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
