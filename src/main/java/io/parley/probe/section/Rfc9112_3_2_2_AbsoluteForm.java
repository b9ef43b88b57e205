package io.parley.probe.section;

import static io.parley.probe.Expect.upgraded;

import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import java.util.Locale;

/** absolute-form. */
final class Rfc9112_3_2_2_AbsoluteForm {
  private Rfc9112_3_2_2_AbsoluteForm() {}

  static Section section() {
    return Section.of("rfc9112", "3.2.2", "absolute-form")
        .must(
            "name the whole URL in the request line",
            "accept",
            (serverFacts, r) -> Script.of(absolute(serverFacts.target().httpScheme(), r)),
            upgraded())
        .must(
            "do so and name another Host",
            "go by the URL",
            (serverFacts, r) ->
                Script.of(
                    absolute(serverFacts.target().httpScheme(), r).with("Host", "other.invalid")),
            upgraded())
        .best(
            "write the scheme in upper case",
            "accept",
            (serverFacts, r) ->
                Script.of(absolute(serverFacts.target().httpScheme().toUpperCase(Locale.ROOT), r)),
            upgraded());
  }

  private static ProbeRequest absolute(String scheme, ProbeRequest plain) {
    return plain.to(scheme + "://" + plain.values("Host").get(0) + plain.resource());
  }
}
