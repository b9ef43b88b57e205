package io.parley.guard;

import io.parley.handshake.ProblemCode;
import io.parley.http.Headers;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Authenticates the client of an opening handshake that passes all rules. Thread-safe.
 *
 * <p>The guard waits for the result on the request's thread, at most {@value
 * AuthenticationStep#SECONDS} seconds: an asynchronous dispatch would keep the containers' own
 * WebSocket filters from the request. A stage that fails or is late refuses the handshake with 503
 * and {@code authentication-unavailable}. So does a stage that is not complete at once, where
 * {@value AuthenticationStep#MOST_WAITING} other requests wait.
 */
@FunctionalInterface
public interface Authenticator {
  /**
   * Authenticates a client. It does not block: a slow look-up completes the stage later.
   *
   * @param subprotocols those that the client offers, in its order; empty for none
   */
  CompletionStage<Result> authenticate(UpgradeRequest request, List<String> subprotocols);

  /** What the authenticator found. */
  sealed interface Result {}

  /**
   * The client is known.
   *
   * @param expiry the end of the authentication; empty where it never ends
   */
  record Authenticated(Principal principal, Optional<Instant> expiry) implements Result {}

  /** The client is not identified, and may connect. */
  record Anonymous() implements Result {}

  /**
   * The client may connect, and has to identify itself on the connection.
   *
   * @param until the end of the connection of a client that has not
   */
  record Unidentified(Instant until) implements Result {}

  /**
   * The client may not connect.
   *
   * @param problemCode one of status 401, with a {@code WWW-Authenticate} field ({@code
   *     Clause.CHALLENGE}), 403, or 400 for credentials that the client sent in a wrong way
   * @param detail one sentence, which the client and the journal see: without credentials. It is
   *     escaped and cut at 128 characters
   * @param fields the response's own fields; none that frame it, and none that the guard sets
   */
  record Refused(ProblemCode problemCode, String detail, Headers fields) implements Result {
    private static final Predicate<String> NAME =
        Pattern.compile("[!#$%&'*+.^_`|~A-Za-z0-9-]+").asMatchPredicate();

    private static final Predicate<String> VALUE =
        Pattern.compile("[\\t\\x20-\\x7E]*").asMatchPredicate();

    private static final Set<String> OF_THE_GUARD =
        Set.of(
            "connection",
            "upgrade",
            "content-length",
            "content-type",
            "transfer-encoding",
            "cache-control",
            "x-content-type-options");

    /**
     * @throws IllegalArgumentException for another code, for 401 without a challenge, and for a
     *     field that is malformed or not the authenticator's
     */
    public Refused {
      boolean challenge = fields.has("WWW-Authenticate");
      if (problemCode.status() == 401 ? !challenge : !isDenial(problemCode)) {
        throw new IllegalArgumentException("expected 401 with a challenge, 400 or 403");
      }
      fields.fields().forEach(Refused::check);
    }

    private static boolean isDenial(ProblemCode problemCode) {
      return problemCode.status() == 403 || problemCode.status() == 400;
    }

    private static void check(Headers.Field field) {
      boolean own = !OF_THE_GUARD.contains(field.name().toLowerCase(Locale.ROOT));
      if (!own || !NAME.test(field.name()) || !VALUE.test(field.value())) {
        throw new IllegalArgumentException("a refusal has a field that it must not have");
      }
    }
  }
}
