package io.parley.probe.section;

import static io.parley.probe.Expect.upgraded;

import io.parley.probe.Section;

/** absolute-form. */
final class Rfc9112_3_2_2_AbsoluteForm {
  private Rfc9112_3_2_2_AbsoluteForm() {}

  static Section section() {
    return Section.of("rfc9112", "3.2.2", "absolute-form")
        .must(
            "name the whole URL in the request line",
            "accept",
            r -> r.to("http://" + r.values("Host").get(0) + r.resource()),
            upgraded())
        .must(
            "do so and name another Host",
            "go by the URL",
            r ->
                r.to("http://" + r.values("Host").get(0) + r.resource())
                    .with("Host", "other.invalid"),
            upgraded())
        .best(
            "write the scheme as HTTP",
            "accept",
            r -> r.to("HTTP://" + r.values("Host").get(0) + r.resource()),
            upgraded());
  }
}
