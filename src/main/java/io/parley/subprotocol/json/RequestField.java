package io.parley.subprotocol.json;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields of a request that mean something. */
enum RequestField {
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

  private static final Map<String, RequestField> NAMED =
      Arrays.stream(values())
          .collect(Collectors.toMap(RequestField::toString, requestField -> requestField));

  /** Empty where the protocol knows none of that name. */
  static Optional<RequestField> named(String name) {
    return Optional.ofNullable(NAMED.get(name));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
