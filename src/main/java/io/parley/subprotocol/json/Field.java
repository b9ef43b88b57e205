package io.parley.subprotocol.json;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields of a request that mean something. */
enum Field {
  TYPE,
  REF,
  ROOM,
  NAME,
  AFTER,
  RESUME,
  TEXT,
  ID,
  BEFORE,
  LIMIT;

  private static final Map<String, Field> NAMED =
      Arrays.stream(values()).collect(Collectors.toMap(Field::toString, field -> field));

  /** Empty where the protocol knows none of that name. */
  static Optional<Field> named(String name) {
    return Optional.ofNullable(NAMED.get(name));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
