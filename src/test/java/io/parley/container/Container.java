package io.parley.container;

import java.util.List;

/** A container on loopback, with the WAR deployed at each of its contexts. */
interface Container {
  int port();

  /** The port that speaks HTTP/2 in cleartext, where the container can. */
  default int http2Port() {
    return port();
  }

  /** Context paths: empty for the root. */
  List<String> contexts();

  /** Stops it as its operator would; called once. */
  void stop() throws Exception;
}
