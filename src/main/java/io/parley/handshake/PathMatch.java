package io.parley.handshake;

import java.util.Optional;

/** What stands at the path of a request. */
public sealed interface PathMatch {

  /** An endpoint. */
  record Known() implements PathMatch {}

  /**
   * Nothing.
   *
   * @param nearest the path of an endpoint that may have been meant, safe to show; it has {@code
   *     {variables}} where a value has to be put in
   * @param rule one sentence that says which values are allowed there; empty where the path has all
   *     that it needs
   */
  record Unknown(Optional<String> nearest, String rule) implements PathMatch {}

  /**
   * The path of an endpoint, with a value that the endpoint does not allow.
   *
   * @param value as the peer wrote it, decoded
   * @param rule one sentence that says which values are allowed; empty where nobody says it
   */
  record BadValue(String value, String rule) implements PathMatch {}

  PathMatch KNOWN = new Known();
  PathMatch UNKNOWN = new Unknown(Optional.empty(), "");
}
