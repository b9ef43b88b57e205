package io.parley.handshake;

import io.parley.http.Headers;

/** The result of authenticating the client of an opening handshake. */
public sealed interface AuthenticationStatus {
  /** The authenticator was not called, since the handshake is refused for another reason. */
  record Skipped() implements AuthenticationStatus {}

  /** The client is known. */
  record Authenticated() implements AuthenticationStatus {}

  /** The client is not known, and need not be. */
  record Anonymous() implements AuthenticationStatus {}

  /** The client is known, and has as many connections as one user may have. */
  record TooManyConnections() implements AuthenticationStatus {}

  /** The authenticator failed or was late, or too many requests wait for it. */
  record Unavailable() implements AuthenticationStatus {}

  /**
   * The client is refused.
   *
   * @param detail one sentence, safe to show
   * @param fields the response's own fields
   */
  record Refused(ProblemCode problemCode, String detail, Headers fields)
      implements AuthenticationStatus {}
}
