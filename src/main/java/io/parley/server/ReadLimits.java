package io.parley.server;

import io.parley.settings.Settings;
import java.time.Duration;

/**
 * Limits what the server reads from one WebSocket. A peer that sends more is read more slowly.
 *
 * @param frames a second, control frames too; 0 for no limit
 * @param bytes a second, after inflation, with those that the server sends while it reads; 0 for no
 *     limit
 * @param unfinished how long a message or a frame may take to arrive
 */
record ReadLimits(int frames, long bytes, Duration unfinished) {
  static ReadLimits of(Settings settings) {
    return new ReadLimits(
        settings.sessionSettings().messageRate(),
        settings.sessionSettings().byteRate(),
        settings.sessionSettings().messageTimeout());
  }
}
