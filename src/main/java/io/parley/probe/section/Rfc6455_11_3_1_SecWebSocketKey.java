package io.parley.probe.section;

import static io.parley.probe.Expect.refused;

import io.parley.probe.Section;

/** Sec-WebSocket-Key. */
final class Rfc6455_11_3_1_SecWebSocketKey {
  private static final String KEY = "Sec-WebSocket-Key";
  private static final String OTHER = "AQIDBAUGBwgJCgsMDQ4PEA==";

  private Rfc6455_11_3_1_SecWebSocketKey() {}

  static Section section() {
    return Section.of("rfc6455", "11.3.1", "Sec-WebSocket-Key")
        .must("send the key twice", "refuse", r -> r.and(KEY, r.key()), refused())
        .must("send two keys", "refuse", r -> r.and(KEY, OTHER), refused())
        .must(
            "send two keys in one line",
            "refuse",
            r -> r.with(KEY, r.key() + ", " + OTHER),
            refused());
  }
}
