package io.parley.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the table. Less is better in every one.
 *
 * @param reference the name of what the others are divided by
 * @param samples by the name of a server, or of a way in which one server ran
 */
record Row(String title, String unit, String reference, Map<String, Samples> samples) {
  Row {
    samples = new LinkedHashMap<>(samples);
  }

  Optional<Samples> measured(String name) {
    return Optional.ofNullable(samples.get(name)).filter(Samples::isMeasured);
  }

  /** How often the second goes into the first; empty if one of them has no figure. */
  Optional<Double> ratio(String first, String second) {
    return measured(first)
        .flatMap(one -> measured(second).map(other -> one.median() / other.median()));
  }
}
