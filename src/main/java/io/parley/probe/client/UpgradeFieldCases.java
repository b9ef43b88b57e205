package io.parley.probe.client;

import java.util.List;

/** Upgrade and Connection of the answer (RFC 6455 4.1 steps 2 and 3). */
final class UpgradeFieldCases {
  private static final String UPGRADE = "Upgrade";
  private static final String CONNECTION = "Connection";

  private UpgradeFieldCases() {}

  static void add(ClientSection section) {
    upgrade(section);
    connection(section);
  }

  private static void upgrade(ClientSection section) {
    section
        .mustOpen("write Upgrade: WebSocket", a -> a.with(UPGRADE, "WebSocket"))
        .mustOpen("write Upgrade: WEBSOCKET", a -> a.with(UPGRADE, "WEBSOCKET"))
        .mustFail("leave out Upgrade", a -> a.without(UPGRADE))
        .mustFail("send an empty Upgrade", a -> a.with(UPGRADE, ""));
    for (String value :
        List.of(
            "h2c",
            "websocket2",
            "web socket",
            "websocket/13",
            "websockets",
            "websocke",
            "websocket, h2c",
            "h2c, websocket",
            "\"websocket\"")) {
      section.mustFail("write Upgrade: " + value, a -> a.with(UPGRADE, value));
    }
  }

  /**
   * A list is a SHOULD: 4.1 step 3 wants the token in it, but the end of 4.1 lets a client insist
   * on 4.2.2, where the value is Upgrade and nothing else.
   */
  private static void connection(ClientSection section) {
    section
        .mustOpen("write Connection: upgrade", a -> a.with(CONNECTION, "upgrade"))
        .mustOpen("write Connection: UPGRADE", a -> a.with(CONNECTION, "UPGRADE"))
        .shouldOpen(
            "write Connection: keep-alive, Upgrade", a -> a.with(CONNECTION, "keep-alive, Upgrade"))
        .shouldOpen(
            "write Connection: Upgrade, keep-alive", a -> a.with(CONNECTION, "Upgrade,keep-alive"))
        .mustFail("leave out Connection", a -> a.without(CONNECTION))
        .mustFail("send an empty Connection", a -> a.with(CONNECTION, ""))
        .mustFail("leave out Upgrade and Connection", a -> a.without(UPGRADE).without(CONNECTION));
    for (String value : List.of("keep-alive", "close", "Upgraded", "Upgrade2", "x-upgrade")) {
      section.mustFail("write Connection: " + value, a -> a.with(CONNECTION, value));
    }
  }
}
