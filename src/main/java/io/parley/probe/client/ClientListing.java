package io.parley.probe.client;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists and explains the cases for clients, without a network. */
public final class ClientListing {
  private ClientListing() {}

  /** Writes one line for each case that the options select, with the number of its path. */
  public static void write(ClientProbeOptions options, PrintWriter out) {
    List<ClientCase> cases = ClientProbe.cases(options);
    for (int i = 0; i < cases.size(); i++) {
      ClientCase each = cases.get(i);
      out.println(
          String.format(
              Locale.ROOT,
              "  /case/%-4d %-20s %-14s %s: %s",
              i + 1,
              each.address(),
              each.demandLevel(),
              each.we(),
              each.they()));
    }
    out.flush();
  }

  /** The names of all sections and the addresses of all cases. */
  public static List<String> names() {
    return ClientCases.sections().stream()
        .flatMap(
            section ->
                Stream.concat(
                    Stream.of(section.name()),
                    section.cases().stream().map(each -> each.address().toString())))
        .toList();
  }

  /**
   * Writes the explanation of a case.
   *
   * @return false, with nothing written, where no case has that address
   */
  public static boolean explain(String address, PrintWriter out) {
    Optional<ClientCase> found =
        ClientCases.sections().stream()
            .flatMap(section -> section.cases().stream())
            .filter(each -> each.address().toString().equals(address))
            .findFirst();
    found.ifPresent(each -> write(each, out));
    return found.isPresent();
  }

  private static void write(ClientCase each, PrintWriter out) {
    out.println(each.address() + "  " + each.demandLevel());
    out.println("  clause  " + each.address().clause() + "  " + each.address().link());
    out.println("  we      " + each.we());
    out.println("  they    " + each.they());
    out.println("  right   a right client " + each.right());
    each.needs().stream().sorted().forEach(need -> out.println("  skipped where " + need.reason()));
    out.flush();
  }
}
