package io.parley.probe.section;

import static io.parley.probe.Expect.upgraded;

import io.parley.probe.Section;

/** Field Order. */
final class Rfc9110_5_3_FieldOrder {
  private Rfc9110_5_3_FieldOrder() {}

  static Section section() {
    return Section.of("rfc9110", "5.3", "Field Order")
        .must(
            "split Connection over two lines",
            "read both",
            r -> r.with("Connection", "keep-alive").and("Connection", "Upgrade"),
            upgraded())
        .must(
            "split it the other way round",
            "read both",
            r -> r.and("Connection", "keep-alive"),
            upgraded())
        .best(
            "split Upgrade over two lines",
            "read both",
            r -> r.with("Upgrade", "foo").and("Upgrade", "websocket"),
            upgraded());
  }
}
