package io.parley.broker.memory;

/**
 * How much is kept. A message counts as its payload's bytes and {@value #OVERHEAD} more, for the
 * objects around it.
 *
 * @param messages of a room
 * @param bytes of a room
 * @param idleRooms whose log is kept while nobody listens to them; the one left longest ago goes
 *     first
 * @param totalBytes of all rooms together: a connection costs its owner little and may fill a room
 *     of its own, so rooms times bytes is no bound
 */
public record Limits(int messages, long bytes, int idleRooms, long totalBytes) {
  static final int OVERHEAD = 256;

  /** 1,000 messages or 1 MiB a room, 1,000 rooms without listeners, 64 MiB in all. */
  public static final Limits DEFAULT = new Limits(1_000, 1 << 20, 1_000, 64 << 20);

  /**
   * Requires limits above 0.
   *
   * @throws IllegalArgumentException where a limit is below 1
   */
  public Limits {
    if (messages < 1 || bytes < 1 || idleRooms < 1 || totalBytes < 1) {
      throw new IllegalArgumentException("limits below 1");
    }
  }
}
