package io.parley.probe.section;

import static io.parley.probe.Expect.refused;
import static io.parley.probe.Expect.status;
import static io.parley.probe.Expect.switching;
import static io.parley.probe.Expect.upgraded;
import static io.parley.probe.ExpectVersion.doesNotNameVersion;
import static io.parley.probe.ExpectVersion.namesOnlyVersions;
import static io.parley.probe.ExpectVersion.namesVersion13;

import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Supporting Multiple Versions. */
final class Rfc6455_4_4_SupportingMultipleVersions {
  private static final String VERSION = "Sec-WebSocket-Version";

  private Rfc6455_4_4_SupportingMultipleVersions() {}

  static Section section() {
    return answers(versions(Section.of("rfc6455", "4.4", "Supporting Multiple Versions")));
  }

  private static Section versions(Section section) {
    return section
        .must(
            "ask for version 25",
            "refuse and name theirs",
            version("25"),
            refused().and(namesVersion13()))
        .must(
            "ask for version 12",
            "refuse and name theirs",
            version("12"),
            refused().and(namesVersion13()))
        .must(
            "ask for version 14",
            "refuse and name theirs",
            version("14"),
            refused().and(namesVersion13()))
        .must(
            "ask for version 0",
            "refuse and name theirs",
            version("0"),
            refused().and(namesVersion13()))
        .must(
            "ask for version 255",
            "refuse and name theirs",
            version("255"),
            refused().and(namesVersion13()))
        .must(
            "ask for version 7",
            "accept it, or name theirs",
            version("7"),
            switching().or(refused().and(namesOnlyVersions())))
        .must(
            "ask for version 8",
            "accept it, or name theirs",
            version("8"),
            switching().or(refused().and(namesOnlyVersions())));
  }

  private static Section answers(Section section) {
    return section
        .must("ask for version 25", "name valid versions only", version("25"), namesOnlyVersions())
        .must(
            "ask for version 25", "not name 25 as theirs", version("25"), doesNotNameVersion("25"))
        .must(
            "ask for version 25, then for 13",
            "accept what they named",
            Rfc6455_4_4_SupportingMultipleVersions::again,
            upgraded())
        .best("ask for version 25", "say 400 or 426", version("25"), status(400, 426))
        .best(
            "leave out the version",
            "name theirs",
            r -> r.without(VERSION),
            refused().and(namesVersion13()))
        .best("leave out the version", "say 400 or 426", r -> r.without(VERSION), status(400, 426));
  }

  private static UnaryOperator<ProbeRequest> version(String value) {
    return r -> r.with(VERSION, value);
  }

  private static Script again(ServerFacts serverFacts, ProbeRequest plain) {
    return Script.about(plain)
        .send(plain.with(VERSION, "25").octets())
        .pause(Duration.ofMillis(100))
        .anew()
        .send(plain.octets())
        .answered();
  }
}
