package io.parley.identity;

import io.parley.chat.TokenVerifier;
import io.parley.guard.Authenticator;
import io.parley.guard.UpgradeRequest;
import io.parley.handshake.ProblemCode;
import io.parley.identity.Verification.Invalid;
import io.parley.identity.Verification.Valid;
import jakarta.servlet.http.HttpServlet;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Authenticates clients by a token or a ticket, whichever way they send it. The user that a
 * container authenticated has precedence. Thread-safe.
 */
public final class TokenAuthenticator implements Authenticator, AutoCloseable {
  /** How long a client that sends its token on the connection may take. */
  static final Duration IN_BAND = Duration.ofSeconds(10);

  private final JwtVerifier verifier;
  private final KeySource keys;
  private final Tickets tickets = new Tickets(System::nanoTime);
  private final Ways ways;
  private final Clock clock;

  /**
   * The ways in that settings open.
   *
   * @param cookie the name of a cookie that may hold the token; empty for none
   * @param inBand the subprotocol whose clients may send their token on the connection; empty for
   *     none
   */
  public record Ways(Optional<String> cookie, Optional<String> inBand) {}

  public TokenAuthenticator(TokenRules rules, KeySource keys, Ways ways) {
    this(rules, keys, ways, Clock.systemUTC());
  }

  TokenAuthenticator(TokenRules rules, KeySource keys, Ways ways, Clock clock) {
    this.verifier = new JwtVerifier(rules, keys, clock);
    this.keys = keys;
    this.ways = ways;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Result> authenticate(UpgradeRequest request, List<String> subprotocols) {
    if (request.principal().isPresent()) {
      return now(new Authenticated(request.principal().get(), Optional.empty()));
    }
    Credentials credentials = Credentials.of(request, subprotocols, ways.cookie());
    if (credentials instanceof Credentials.Token token) {
      return verifier.verify(token.value()).thenApply(TokenAuthenticator::result);
    }
    if (credentials instanceof Credentials.Ticket ticket) {
      return now(ticket(request, ticket.value()));
    }
    return now(
        credentials instanceof Credentials.Unusable unusable
            ? Refusals.of(unusable.problemCode(), unusable.detail())
            : none(request));
  }

  private static CompletionStage<Result> now(Result result) {
    return CompletableFuture.completedFuture(result);
  }

  private Result none(UpgradeRequest request) {
    boolean later = ways.inBand().isPresent() && ways.inBand().equals(request.subprotocol());
    return later
        ? new Unidentified(clock.instant().plus(IN_BAND))
        : Refusals.of(ProblemCode.AUTHENTICATION_REQUIRED, "The request has no credentials.");
  }

  private Result ticket(UpgradeRequest request, String ticket) {
    return tickets
        .use(ticket, request.headers().first("Origin"))
        .filter(login -> clock.instant().isBefore(login.end()))
        .<Result>map(TokenAuthenticator::authenticated)
        .orElseGet(
            () ->
                Refusals.of(
                    ProblemCode.TICKET_INVALID,
                    "The ticket is unknown, used, too old, or another origin's."));
  }

  private static Result result(Verification verification) {
    return verification instanceof Valid valid
        ? authenticated(valid)
        : Refusals.of((Invalid) verification);
  }

  private static Authenticated authenticated(Valid valid) {
    return new Authenticated(valid.principal(), Optional.of(valid.end()));
  }

  /** Returns the verifier for tokens that clients send after the opening handshake. */
  public TokenVerifier verifier() {
    return token -> verifier.verify(token).thenApply(TokenAuthenticator::verified);
  }

  /**
   * Returns the test for valid tokens of users with a role. It waits for nothing, so it fails for a
   * token whose key is not known yet.
   */
  public Predicate<String> ofRole(String role) {
    return token ->
        verifier.known(token).filter(valid -> valid.principal().roles().contains(role)).isPresent();
  }

  private static TokenVerifier.Result verified(Verification verification) {
    if (verification instanceof Valid valid) {
      return new TokenVerifier.Verified(valid.principal(), Optional.of(valid.end()));
    }
    Invalid invalid = (Invalid) verification;
    return new TokenVerifier.Rejected(invalid.problemCode().toString(), invalid.detail());
  }

  /** Returns the resource that gives tickets for tokens; it must be registered as asynchronous. */
  public HttpServlet ticketServlet() {
    return new TicketServlet(verifier, tickets);
  }

  /** Returns the resource that renews connections; it must be registered as asynchronous. */
  public HttpServlet renewalServlet(ConnectionRenewal renewal) {
    return new RenewalServlet(verifier, renewal);
  }

  /** Returns in a few words where the keys come from, for the operator. */
  public String keys() {
    return keys.description();
  }

  /** Ends the fetching of keys. */
  @Override
  public void close() {
    keys.close();
  }
}
