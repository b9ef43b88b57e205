package io.parley.probe.section;

import static io.parley.probe.Expect.status;
import static io.parley.probe.Expect.upgraded;

import io.parley.probe.Capability;
import io.parley.probe.Section;
import java.util.Locale;

/** Request Target and Host. */
final class Rfc9112_3_2_RequestTargetAndHost {
  private Rfc9112_3_2_RequestTargetAndHost() {}

  static Section section() {
    return Section.of("rfc9112", "3.2", "Request Target and Host")
        .must("leave out Host", "say 400", r -> r.without("Host"), status(400))
        .must(
            "send Host twice", "say 400", r -> r.and("Host", r.values("Host").get(0)), status(400))
        .must("send two Hosts", "say 400", r -> r.and("Host", "other.invalid"), status(400))
        .must("send a Host with a space", "say 400", r -> r.with("Host", "a b"), status(400))
        .must("send a Host with a slash", "say 400", r -> r.with("Host", "a/b"), status(400))
        .must(
            "send a Host with a port of letters",
            "say 400",
            r -> r.with("Host", "localhost:http"),
            status(400))
        .must(
            "send a Host with a user",
            "say 400",
            r -> r.with("Host", "u@" + r.values("Host").get(0)),
            status(400))
        .needing(Capability.HOST_NAME)
        .should(
            "write the Host in upper case",
            "accept",
            r -> r.with("Host", r.values("Host").get(0).toUpperCase(Locale.ROOT)),
            upgraded());
  }
}
