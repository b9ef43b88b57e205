package io.parley.probe.section;

import static io.parley.probe.Expect.upgraded;

import io.parley.probe.ProbeRequest;
import io.parley.probe.Section;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Field Names. */
final class Rfc9110_5_1_FieldNames {
  private Rfc9110_5_1_FieldNames() {}

  static Section section() {
    return Section.of("rfc9110", "5.1", "Field Names")
        .must("write all names in lower case", "read them", named(true), upgraded())
        .must("write all names in upper case", "read them", named(false), upgraded());
  }

  private static UnaryOperator<ProbeRequest> named(boolean lower) {
    return r -> r.saying(r.lines().stream().map(line -> named(line, lower)).toList());
  }

  private static String named(String line, boolean lower) {
    int colon = line.indexOf(':');
    String name = line.substring(0, colon);
    String other = lower ? name.toLowerCase(Locale.ROOT) : name.toUpperCase(Locale.ROOT);
    return other + line.substring(colon);
  }
}
