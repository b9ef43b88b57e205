package io.parley.app;

import io.parley.broker.memory.MemoryLimits;
import io.parley.broker.sqlite.StoreLimits;
import io.parley.chat.RoomLimits;
import io.parley.endpoint.ConnectionLimits;
import io.parley.endpoint.SessionLimits;
import io.parley.settings.Settings;
import java.util.Map;
import java.util.Optional;

/** The limits of a server without any option, for tests of its parts. */
public final class Defaults {
  private static final Settings SETTINGS =
      Settings.read(Map.of(), name -> Optional.empty(), name -> Optional.empty());

  private Defaults() {}

  public static SessionLimits sessionLimits() {
    return ChatModule.sessionLimits(SETTINGS);
  }

  public static ConnectionLimits connectionLimits() {
    return ChatModule.connectionLimits(SETTINGS, Integer.MAX_VALUE);
  }

  public static RoomLimits roomLimits() {
    return ChatModule.roomLimits(SETTINGS);
  }

  public static StoreLimits storeLimits() {
    return BrokerFactory.storeLimits(SETTINGS.storageSettings().kept());
  }

  public static MemoryLimits memoryLimits() {
    return BrokerFactory.memoryLimits(SETTINGS.storageSettings().held());
  }

  /** Limits with the default age. */
  public static MemoryLimits memoryLimits(int messages, long bytes, int rooms, long totalBytes) {
    return new MemoryLimits(messages, bytes, rooms, totalBytes, memoryLimits().age());
  }
}
