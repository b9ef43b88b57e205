package io.parley.load;

import java.util.List;
import java.util.Locale;

/**
 * What the rounds measured of one server.
 *
 * @param failure why there is no figure; empty if there is one
 */
record Samples(List<Double> values, String failure) {
  Samples {
    values = values.stream().sorted().toList();
  }

  static Samples of(List<Double> values) {
    return new Samples(values, values.isEmpty() ? "not measured" : "");
  }

  static Samples failed(String why) {
    return new Samples(List.of(), why);
  }

  boolean isMeasured() {
    return failure.isEmpty();
  }

  double median() {
    int middle = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(middle)
        : (values.get(middle - 1) + values.get(middle)) / 2;
  }

  /** Median and, where there are several, the least and the most. */
  String text() {
    if (!isMeasured()) {
      return "-";
    }
    return values.size() == 1
        ? number(median())
        : number(median())
            + " ("
            + number(values.get(0))
            + " to "
            + number(values.get(values.size() - 1))
            + ")";
  }

  /** With one decimal below 100, else with none. */
  static String number(double value) {
    return String.format(Locale.ROOT, value < 99.95 ? "%.1f" : "%.0f", value);
  }
}
