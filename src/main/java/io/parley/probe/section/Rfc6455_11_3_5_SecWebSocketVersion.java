package io.parley.probe.section;

import static io.parley.probe.Expect.refused;

import io.parley.probe.Section;

/** Sec-WebSocket-Version. */
final class Rfc6455_11_3_5_SecWebSocketVersion {
  private static final String VERSION = "Sec-WebSocket-Version";

  private Rfc6455_11_3_5_SecWebSocketVersion() {}

  static Section section() {
    return Section.of("rfc6455", "11.3.5", "Sec-WebSocket-Version")
        .must("send the version twice", "refuse", r -> r.and(VERSION, "13"), refused())
        .must("send 13 and 8", "refuse", r -> r.and(VERSION, "8"), refused())
        .must("send 8 and 13", "refuse", r -> r.with(VERSION, "8").and(VERSION, "13"), refused());
  }
}
