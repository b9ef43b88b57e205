package io.parley.probe.section;

import static io.parley.probe.ExpectHttp.upgradeIfRequired;

import io.parley.probe.ProbeRequest;
import io.parley.probe.Section;

/** 426 Upgrade Required. */
final class Rfc9110_15_5_22_UpgradeRequired {
  private Rfc9110_15_5_22_UpgradeRequired() {}

  static Section section() {
    return Section.of("rfc9110", "15.5.22", "426 Upgrade Required")
        .must(
            "leave out Upgrade",
            "name websocket, if 426",
            r -> r.without("Upgrade"),
            upgradeIfRequired())
        .must(
            "ask for version 25",
            "name websocket, if 426",
            r -> r.with("Sec-WebSocket-Version", "25"),
            upgradeIfRequired())
        .must(
            "get the path plainly",
            "name websocket, if 426",
            Rfc9110_15_5_22_UpgradeRequired::plain,
            upgradeIfRequired());
  }

  private static ProbeRequest plain(ProbeRequest handshake) {
    return handshake.saying(
        handshake.lines().stream()
            .filter(line -> !line.startsWith("Sec-") && !line.startsWith("Upgrade"))
            .filter(line -> !line.startsWith("Connection"))
            .toList());
  }
}
