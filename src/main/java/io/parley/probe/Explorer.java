package io.parley.probe;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Discovers over one protocol what a server can do, before the cases of that protocol run. */
@FunctionalInterface
public interface Explorer {
  /** HTTP/1.1. */
  Explorer OF_UPGRADES = Discovery::find;

  ServerFacts find(ProbeOptions options, InetSocketAddress server) throws IOException;
}
