package io.parley.handshake;

import io.parley.handshake.AuthenticationStatus.Anonymous;
import io.parley.handshake.AuthenticationStatus.Authenticated;
import io.parley.handshake.AuthenticationStatus.Refused;
import io.parley.handshake.AuthenticationStatus.TooManyConnections;
import io.parley.handshake.AuthenticationStatus.Unavailable;
import io.parley.spec.Clause;

/**
 * Row 16: the client may connect. The client is authenticated only where all other rules pass. What
 * the client sent for it is never shown.
 */
final class AuthenticationRule extends Rule {
  AuthenticationRule() {
    super("authentication");
  }

  Finding judge(AuthenticationStatus status) {
    if (status instanceof Refused refused) {
      return refused(refused.problemCode(), "", refused.detail());
    }
    if (status instanceof Unavailable) {
      return refused(ProblemCode.AUTHENTICATION_UNAVAILABLE, "", unavailable());
    }
    if (status instanceof TooManyConnections) {
      return refused(ProblemCode.TOO_MANY_OF_USER, "", tooMany());
    }
    if (status instanceof Authenticated) {
      return passed(Clause.UNAUTHORIZED, "", "The client is authenticated.");
    }
    return status instanceof Anonymous
        ? passed(Clause.UNAUTHORIZED, "", "The client is anonymous.")
        : ignored(Clause.UNAUTHORIZED, "", "Not examined: the handshake is refused already.");
  }

  private static String tooMany() {
    return "The user has as many connections as one user may have; come back in "
        + ProblemCode.TOO_MANY_OF_USER.retryAfter()
        + " s.";
  }

  private static String unavailable() {
    return "The client could not be authenticated; come back in "
        + ProblemCode.AUTHENTICATION_UNAVAILABLE.retryAfter()
        + " s.";
  }
}
