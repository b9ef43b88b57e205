package io.parley.probe;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Lists the existing cases. */
public final class CaseListing {
  private CaseListing() {}

  /**
   * Writes one line for each case, by section.
   *
   * @param only addresses, or prefixes of them; empty: all
   */
  public static void write(List<Section> sections, List<String> only, PrintWriter out) {
    for (Section section : sections) {
      List<Case> cases =
          section.cases().stream().filter(each -> each.address().isWithin(only)).toList();
      if (!cases.isEmpty()) {
        out.println(section.name() + "  " + section.title());
        cases.forEach(each -> out.println(line(each)));
        out.println();
      }
    }
    out.flush();
  }

  /** The names of all sections and the addresses of all cases. */
  public static List<String> names(List<Section> sections) {
    return sections.stream()
        .flatMap(section -> Stream.concat(Stream.of(section.name()), addresses(section)))
        .toList();
  }

  private static Stream<String> addresses(Section section) {
    return section.cases().stream().map(each -> each.address().toString());
  }

  private static String line(Case each) {
    return String.format(
        Locale.ROOT,
        "  %-20s %-14s %s: %s",
        each.address(),
        each.demandLevel(),
        each.we(),
        each.they());
  }
}
