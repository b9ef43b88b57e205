package io.parley.probe.section;

import static io.parley.probe.Expect.orderly;
import static io.parley.probe.Expect.refused;

import io.parley.probe.ProbeRequest;
import io.parley.probe.Section;
import java.util.stream.IntStream;

/** Field Limits. */
final class Rfc9110_5_4_FieldLimits {
  private static final int LARGE = 64 * 1024;

  private Rfc9110_5_4_FieldLimits() {}

  static Section section() {
    return Section.of("rfc9110", "5.4", "Field Limits")
        .must(
            "send a field of 64 KiB",
            "accept, or say 4xx",
            r -> r.and("X-Parley", "x".repeat(LARGE)),
            orderly())
        .must(
            "send 1000 fields",
            "accept, or say 4xx",
            Rfc9110_5_4_FieldLimits::manyFields,
            orderly())
        .must(
            "send 64 KiB of cookies",
            "accept, or say 4xx",
            r -> r.and("Cookie", "a=b; ".repeat(LARGE / 5) + "c=d"),
            orderly())
        .must(
            "send a key of 64 KiB",
            "refuse",
            r -> r.with("Sec-WebSocket-Key", "A".repeat(LARGE)),
            refused())
        .must(
            "offer 2000 subprotocols",
            "accept, or say 4xx",
            r -> r.with("Sec-WebSocket-Protocol", many("x-p%d")),
            orderly())
        .must(
            "offer 2000 extensions",
            "accept, or say 4xx",
            r -> r.with("Sec-WebSocket-Extensions", many("x-e%d; a=1")),
            orderly())
        .must(
            "offer one extension with 2000 parameters",
            "accept, or say 4xx",
            r -> r.with("Sec-WebSocket-Extensions", "x-e" + many("; p%d").replace(",", "")),
            orderly())
        .must(
            "send a header field of 4 KiB",
            "accept, or say 4xx",
            r -> r.and("X-Parley", "x".repeat(4096)),
            orderly());
  }

  private static ProbeRequest manyFields(ProbeRequest plain) {
    ProbeRequest many = plain;
    for (int i = 0; i < 1000; i++) {
      many = many.and("X-Parley-" + i, "1");
    }
    return many;
  }

  private static String many(String pattern) {
    return String.join(
        ", ", IntStream.range(0, 2000).mapToObj(i -> String.format(pattern, i)).toList());
  }
}
