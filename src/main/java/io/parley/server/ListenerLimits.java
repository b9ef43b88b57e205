package io.parley.server;

import io.parley.settings.Option;
import io.parley.settings.SettingSource;
import io.parley.settings.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits on the connections of the listener.
 *
 * @param headerBytes of a request line and its fields
 * @param requestTime in which a request has to arrive
 * @param connections in all, including those without a request
 * @param webSockets among them; fewer, so that pages and health checks can still connect
 */
record ListenerLimits(int headerBytes, Duration requestTime, int connections, int webSockets) {
  /** Descriptors reserved for the store, the application's files, and closing connections. */
  private static final int RESERVE = 96;

  private static final int LEAST = 16;

  /** Connections for plain requests, beside WebSockets: an eighth of all, within these bounds. */
  private static final int FEWEST_REQUESTS = 8;

  private static final int MOST_REQUESTS = 1_024;

  /**
   * The minimum where there are enough descriptors: a handshake that gets 503 needs a connection.
   */
  private static final int USUAL_REQUESTS = 256;

  /** Allows as many connections as configured, or as the process has descriptors for. */
  static ListenerLimits of(Settings settings, Descriptors descriptors) {
    int wanted = settings.capacitySettings().connections();
    long free = descriptors.most() - descriptors.used() - RESERVE;
    long enough = wanted + (long) Math.max(USUAL_REQUESTS, requests(wanted));
    int connections = (int) Math.max(LEAST, Math.min(free, enough));
    int kept = requests(connections);
    // Who sets the number wants it, so that fewer are kept where descriptors lack.
    kept = isSet(settings) ? Math.min(USUAL_REQUESTS, kept) : kept;
    int webSockets = Math.min(wanted, connections - kept);
    return new ListenerLimits(
        settings.serverSettings().maxHeader(),
        settings.serverSettings().requestTimeout(),
        connections,
        webSockets);
  }

  /**
   * Returns a warning where there are fewer descriptors than the configured connections; none for
   * the default, which adapts.
   */
  Optional<String> shortage(Settings settings) {
    int wanted = settings.capacitySettings().connections();
    return webSockets >= wanted || !isSet(settings)
        ? Optional.empty()
        : Optional.of(
            String.format(
                "max-connections is %d, but this process has file descriptors for %d WebSockets"
                    + " only: raise its limit (ulimit -n)",
                wanted, webSockets));
  }

  private static boolean isSet(Settings settings) {
    return settings.sources().get(Option.MAX_CONNECTIONS) != SettingSource.DEFAULT;
  }

  private static int requests(int connections) {
    return Math.max(FEWEST_REQUESTS, Math.min(MOST_REQUESTS, connections / 8));
  }
}
