package io.parley;

import java.util.List;
import picocli.CommandLine.Option;

/** The options that choose cases, whichever side they judge. */
final class CaseArguments {
  /** In the order of the help text. */
  static final List<String> NAMES = List.of("--only", "--strict", "--list", "--explain");

  @Option(
      names = "--only",
      paramLabel = "ADDRESS",
      description = "A document, section or case, such as rfc6455/4.2.1.")
  private List<String> only = List.of();

  @Option(names = "--strict", description = "A failed SHOULD counts as well.")
  private boolean strict;

  @Option(names = "--list", description = "List the cases and stop.")
  private boolean list;

  @Option(
      names = "--explain",
      paramLabel = "ADDRESS|last",
      description = "Show a case, or what failed in the last run: clause, bytes, right answer.")
  private String explain = "";

  /** Addresses, or prefixes of them; empty: all. */
  List<String> only() {
    return only;
  }

  boolean isStrict() {
    return strict;
  }

  boolean isListed() {
    return list;
  }

  /** An address, or {@code last}; empty: not asked for. */
  String explain() {
    return explain;
  }
}
