package io.parley.probe;

import io.parley.probe.transport.Transport;
import java.io.IOException;

/** Discovers over one protocol what a server can do, before the cases of that protocol run. */
@FunctionalInterface
public interface Explorer {
  /** HTTP/1.1. */
  Explorer OF_UPGRADES = Discovery::find;

  ServerFacts find(ProbeOptions options, Transport transport) throws IOException;
}
