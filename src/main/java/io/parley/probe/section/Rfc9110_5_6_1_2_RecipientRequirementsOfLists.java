package io.parley.probe.section;

import static io.parley.probe.Expect.upgraded;

import io.parley.probe.Section;

/** Recipient Requirements of Lists. */
final class Rfc9110_5_6_1_2_RecipientRequirementsOfLists {
  private Rfc9110_5_6_1_2_RecipientRequirementsOfLists() {}

  static Section section() {
    return Section.of("rfc9110", "5.6.1.2", "Recipient Requirements of Lists")
        .must(
            "put empty elements into Connection",
            "ignore them",
            r -> r.with("Connection", ", ,Upgrade, ,"),
            upgraded())
        .must(
            "put tabs around the commas",
            "ignore them",
            r -> r.with("Connection", "keep-alive\t,\tUpgrade"),
            upgraded())
        .best(
            "put empty elements into Upgrade",
            "ignore them",
            r -> r.with("Upgrade", ",websocket,"),
            upgraded());
  }
}
