package io.parley.handshake;

import java.util.Optional;

/** The result of matching a request's path with the endpoints. */
public sealed interface PathMatch {

  /** It is the path of an endpoint. */
  record Known() implements PathMatch {}

  /**
   * It is no endpoint's path.
   *
   * @param nearest the path of an endpoint that may have been meant, safe to show, with {@code
   *     {variables}} for missing values
   * @param rule one sentence that says which values are allowed there; empty where none is missing
   */
  record Unknown(Optional<String> nearest, String rule) implements PathMatch {}

  /**
   * It is the path of an endpoint, with a value that the endpoint does not allow.
   *
   * @param value as the peer wrote it, decoded
   * @param rule one sentence that says which values are allowed; empty where there is none
   */
  record BadValue(String value, String rule) implements PathMatch {}

  PathMatch KNOWN = new Known();
  PathMatch UNKNOWN = new Unknown(Optional.empty(), "");
}
