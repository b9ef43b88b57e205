package io.parley.settings;

import java.util.Optional;

/**
 * The settings of what users may do.
 *
 * @param rights the file of rights in rooms, not read yet; empty where none was set
 */
public record AccessSettings(Optional<String> rights) {
  static AccessSettings of(OptionValues optionValues) {
    return new AccessSettings(optional(optionValues, Option.RIGHTS));
  }

  private static Optional<String> optional(OptionValues optionValues, Option option) {
    return optionValues.list(option).isEmpty()
        ? Optional.empty()
        : Optional.of(optionValues.text(option)).filter(text -> !text.isEmpty());
  }
}
