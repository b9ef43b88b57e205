package io.parley.probe.section;

import static io.parley.probe.Expect.notUpgraded;
import static io.parley.probe.Expect.orderly;
import static io.parley.probe.Expect.refused;
import static io.parley.probe.Expect.upgraded;

import io.parley.probe.ProbeRequest;
import io.parley.probe.Section;

/** Field Values. */
final class Rfc9110_5_5_FieldValues {
  private Rfc9110_5_5_FieldValues() {}

  static Section section() {
    return Section.of("rfc9110", "5.5", "Field Values")
        .must(
            "put a NUL into the version",
            "refuse",
            r -> r.with("Sec-WebSocket-Version", "1\0003"),
            refused())
        .must(
            "put a NUL behind the version",
            "refuse, or read a space",
            r -> r.with("Sec-WebSocket-Version", "13\0"),
            upgraded().or(refused()))
        .must(
            "put a NUL into the key",
            "refuse",
            r -> r.with("Sec-WebSocket-Key", "AQIDBAUGBwgJ\0CsMDQ4PEA=="),
            refused())
        .must(
            "put a NUL into Upgrade",
            "not upgrade",
            r -> r.with("Upgrade", "web\0socket"),
            notUpgraded())
        .must(
            "write no space behind the colons",
            "accept",
            Rfc9110_5_5_FieldValues::tight,
            upgraded())
        .must(
            "put tabs and spaces around the values",
            "leave them out",
            Rfc9110_5_5_FieldValues::loose,
            upgraded())
        .must(
            "send octets beyond ASCII in a field",
            "not break",
            r -> r.and("X-Parley", "\u00fc\u00ff\u0080"),
            orderly());
  }

  private static ProbeRequest tight(ProbeRequest plain) {
    return plain.saying(plain.lines().stream().map(line -> line.replace(": ", ":")).toList());
  }

  private static ProbeRequest loose(ProbeRequest plain) {
    return plain.saying(
        plain.lines().stream().map(line -> line.replace(": ", ": \t  ") + " \t ").toList());
  }
}
