package io.parley.server;

import io.parley.settings.Option;
import io.parley.settings.SettingSource;
import io.parley.settings.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * What connections may cost the listener.
 *
 * @param headerBytes of a request line and its fields
 * @param requestTime in which a request has to arrive
 * @param connections in all, those without a request too
 * @param webSockets among them; fewer, so that pages and health checks find a place
 */
record ListenerLimits(int headerBytes, Duration requestTime, int connections, int webSockets) {
  /** Kept for the store, the application's files, and connections that are about to close. */
  private static final int RESERVE = 96;

  private static final int LEAST = 16;

  /** Connections of plain requests, beside WebSockets: an eighth, but neither none nor too many. */
  private static final int FEWEST_REQUESTS = 8;

  private static final int MOST_REQUESTS = 1_024;

  /** Likewise, where there are descriptors enough: handshakes that get 503 need a connection. */
  private static final int USUAL_REQUESTS = 256;

  /** As many as were set, or as many as the process has descriptors for. */
  static ListenerLimits of(Settings settings, Descriptors descriptors) {
    int wanted = settings.capacitySettings().connections();
    long free = descriptors.most() - descriptors.used() - RESERVE;
    long enough = wanted + (long) Math.max(USUAL_REQUESTS, requests(wanted));
    int connections = (int) Math.max(LEAST, Math.min(free, enough));
    int webSockets = Math.min(wanted, connections - requests(connections));
    return new ListenerLimits(
        settings.serverSettings().maxHeader(),
        settings.serverSettings().requestTimeout(),
        connections,
        webSockets);
  }

  /**
   * A line that says so where there are fewer descriptors than connections were asked for. The
   * default is as many as there can be.
   */
  Optional<String> shortage(Settings settings) {
    int wanted = settings.capacitySettings().connections();
    boolean asked = settings.sources().get(Option.MAX_CONNECTIONS) != SettingSource.DEFAULT;
    return webSockets >= wanted || !asked
        ? Optional.empty()
        : Optional.of(
            String.format(
                "max-connections is %d, but this process has file descriptors for %d WebSockets"
                    + " only: raise its limit (ulimit -n)",
                wanted, webSockets));
  }

  private static int requests(int connections) {
    return Math.max(FEWEST_REQUESTS, Math.min(MOST_REQUESTS, connections / 8));
  }
}
