package io.parley.probe.section;

import static io.parley.probe.Expect.connectionField;
import static io.parley.probe.Expect.notUpgraded;
import static io.parley.probe.Expect.upgraded;

import io.parley.probe.Section;

/** Connection. */
final class Rfc9110_7_6_1_Connection {
  private Rfc9110_7_6_1_Connection() {}

  static Section section() {
    return Section.of("rfc9110", "7.6.1", "Connection")
        .must("ask plainly", "name Upgrade in Connection", r -> r, connectionField())
        .must(
            "name other options too",
            "accept",
            r -> r.with("Connection", "x-a, Upgrade, x-b"),
            upgraded())
        .must(
            "leave out Connection and Upgrade",
            "not upgrade",
            r -> r.without("Connection").without("Upgrade"),
            notUpgraded());
  }
}
