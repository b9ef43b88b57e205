package io.parley.guard;

/** Computes the Levenshtein distance of two words. */
final class EditDistance {
  private EditDistance() {}

  /**
   * The number of characters to insert, delete or replace.
   *
   * @param most a larger distance is returned as {@code most + 1}
   */
  static int between(String one, String other, int most) {
    if (Math.abs(one.length() - other.length()) > most) {
      return most + 1;
    }
    int[] row = new int[other.length() + 1];
    for (int at = 0; at < row.length; at++) {
      row[at] = at;
    }
    for (int at = 0; at < one.length(); at++) {
      next(row, one.charAt(at), other, at + 1);
    }
    return Math.min(row[other.length()], most + 1);
  }

  /** Replaces a row of the table with that of the next character. */
  private static void next(int[] row, char letter, String other, int first) {
    int diagonal = row[0];
    row[0] = first;
    for (int at = 1; at < row.length; at++) {
      int replaced = diagonal + (letter == other.charAt(at - 1) ? 0 : 1);
      diagonal = row[at];
      row[at] = Math.min(replaced, 1 + Math.min(row[at], row[at - 1]));
    }
  }
}
