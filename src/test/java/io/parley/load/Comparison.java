package io.parley.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;

/** Says in words what a row shows of its first column beside each other one. */
final class Comparison {
  /** Differences below this prove nothing. */
  static final double NOISE = 0.15;

  private final String subject;
  private final List<Row> rows;

  /**
   * @param subject the name that is compared with every other
   */
  Comparison(String subject, List<Row> rows) {
    this.subject = subject;
    this.rows = rows;
  }

  static boolean isEqual(double ratio) {
    return ratio <= 1 + NOISE && 1 / ratio <= 1 + NOISE;
  }

  /** Rows in which the subject needs more than a peer, with the peers. */
  List<String> slower() {
    return sentences(ratio -> ratio > 1 && !isEqual(ratio));
  }

  List<String> faster() {
    return sentences(ratio -> ratio < 1 && !isEqual(ratio));
  }

  List<String> equal() {
    return sentences(Comparison::isEqual);
  }

  private List<String> sentences(DoublePredicate wanted) {
    List<String> sentences = new ArrayList<>();
    for (Row row : rows) {
      List<String> peers = peers(row, wanted);
      if (!peers.isEmpty()) {
        String own = row.samples().get(subject).text();
        sentences.add(
            "%s (%s %s): %s.".formatted(row.title(), own, row.unit(), String.join("; ", peers)));
      }
    }
    return sentences;
  }

  private List<String> peers(Row row, DoublePredicate wanted) {
    List<String> peers = new ArrayList<>();
    for (String peer : row.samples().keySet()) {
      row.ratio(subject, peer)
          .filter(ratio -> !peer.equals(subject) && wanted.test(ratio))
          .ifPresent(ratio -> peers.add(peer(row, peer, ratio)));
    }
    return peers;
  }

  private static String peer(Row row, String peer, double ratio) {
    String median = Samples.number(row.samples().get(peer).median());
    return String.format(Locale.ROOT, "%.2f times %s (%s)", ratio, peer, median);
  }
}
