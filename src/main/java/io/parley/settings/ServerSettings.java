package io.parley.settings;

import java.time.Duration;
import java.util.List;

/**
 * Where the embedded server listens and what it waits for; a container knows better and ignores it.
 *
 * @param ports at least one, from 0 to 65535; 0 is any free port
 * @param host a name or an address; {@code localhost} is both loopbacks
 * @param maxHeader bytes of a request line and its fields
 * @param requestTimeout in which a request has to arrive, head and content
 */
public record ServerSettings(
    List<Integer> ports, String host, int maxHeader, Duration requestTimeout) {
  /** Bytes: the request of a browser with no cookies has some 600. */
  static final int LEAST_HEADER = 1024;

  /** Bytes: each connection may make the server hold so many. */
  static final int MOST_HEADER = 1024 * 1024;

  static final Duration SHORTEST_REQUEST = Duration.ofMillis(100);
  static final Duration LONGEST_REQUEST = Duration.ofMinutes(10);

  /** Copies the list. */
  public ServerSettings {
    ports = List.copyOf(ports);
  }
}
