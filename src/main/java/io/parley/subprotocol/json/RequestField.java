package io.parley.subprotocol.json;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The known fields of a request. */
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
  LIMIT,
  TOKEN;

  private static final Map<String, RequestField> NAMED =
      Arrays.stream(values())
          .collect(Collectors.toMap(RequestField::toString, requestField -> requestField));

  /** Finds a field by its name; empty where the protocol knows none. */
  static Optional<RequestField> named(String name) {
    return Optional.ofNullable(NAMED.get(name));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
