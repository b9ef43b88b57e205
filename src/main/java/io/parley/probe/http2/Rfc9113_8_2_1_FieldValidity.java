package io.parley.probe.http2;

import static io.parley.probe.http2.ConnectionScript.asking;
import static io.parley.probe.http2.ExpectStream.malformed;

import io.parley.probe.Capability;
import io.parley.probe.Section;

/** Field Validity. */
final class Rfc9113_8_2_1_FieldValidity {
  private Rfc9113_8_2_1_FieldValidity() {}

  static Section section() {
    return Section.of("rfc9113", "8.2.1", "Field Validity")
        .exploredBy(TunnelExplorer.OF_TUNNELS)
        .needingOnly(Capability.EXTENDED_CONNECT)
        .must(
            "write a field name in upper case",
            "treat it as malformed",
            asking(r -> r.and("X-Parley", "a")),
            malformed())
        .must(
            "put a space into a field name",
            "treat it as malformed",
            asking(r -> r.and("x parley", "a")),
            malformed())
        .must(
            "put NUL into a field value",
            "treat it as malformed",
            asking(r -> r.and("x-parley", "a\0b")),
            malformed())
        .must(
            "put CR and LF into a field value",
            "treat it as malformed",
            asking(r -> r.and("x-parley", "a\r\nb")),
            malformed())
        .must(
            "put a space before a field value",
            "treat it as malformed",
            asking(r -> r.and("x-parley", " a")),
            malformed());
  }
}
