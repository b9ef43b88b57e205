package io.parley.settings;

import java.util.List;

/**
 * Where the embedded server listens; a container knows better and ignores it.
 *
 * @param ports at least one, from 0 to 65535; 0 is any free port
 * @param host a name or an address; {@code localhost} is both loopbacks
 */
public record Server(List<Integer> ports, String host) {
  /** Copies the list. */
  public Server {
    ports = List.copyOf(ports);
  }
}
