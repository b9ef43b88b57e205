package io.parley.probe.client.strict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The head of an answer, unfolded. A line that is no field makes it malformed. */
record AnswerHead(String octets, String statusLine, List<String> lines) {
  static AnswerHead parse(String octets, Set<ClientFlaw> flaws) {
    String text = octets;
    if (flaws.contains(ClientFlaw.TAKES_BARE_CR)) {
      text = text.replaceAll("\r(?!\n)", "\r\n");
    }
    if (flaws.contains(ClientFlaw.TAKES_NUL)) {
      text = text.replace("\0", "");
    }
    if (flaws.contains(ClientFlaw.TAKES_LEADING_SPACE)) {
      text = text.replaceFirst("\r\n +", "\r\n");
    }
    List<String> raw = List.of(text.split("\r\n", -1));
    List<String> lines = new ArrayList<>();
    for (String line : raw.subList(1, raw.size())) {
      boolean folded = line.startsWith(" ") || line.startsWith("\t");
      if (folded && !lines.isEmpty()) {
        lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + line.strip());
      } else if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return new AnswerHead(octets, raw.get(0), lines);
  }

  boolean isMalformed() {
    return lines.stream().anyMatch(line -> !line.matches("[!-9;-~]+:[^\0\r\n]*"));
  }

  List<String> values(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return lines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .toList();
  }

  boolean lists(String name, String element) {
    return values(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .anyMatch(each -> each.strip().equalsIgnoreCase(element));
  }

  boolean has(String name) {
    return !values(name).isEmpty();
  }
}
