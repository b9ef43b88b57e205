package io.parley.app;

import io.parley.chat.RoomAccess;
import io.parley.chat.TokenPrincipal;
import io.parley.chat.TokenVerifier;
import io.parley.endpoint.ConnectionDirectory;
import io.parley.guard.Authenticator;
import io.parley.guard.ContainerAuthenticator;
import io.parley.guard.Guard;
import io.parley.identity.ConnectionRenewal;
import io.parley.identity.TokenAuthenticator;
import io.parley.page.OperatorAccess;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How clients prove who they are.
 *
 * @param authenticator of tokens; empty where none are needed
 * @param operatorRole the role whose users are operators; empty for none
 */
record TokenLogin(Optional<TokenAuthenticator> authenticator, Optional<String> operatorRole)
    implements AutoCloseable {
  /**
   * Adds the authenticators to a guard.
   *
   * @param accountRoles the roles for which the container is asked; empty for none
   */
  Guard in(Guard guard, Set<String> accountRoles) {
    Optional<Authenticator> tokens = authenticator.map(Authenticator.class::cast);
    if (accountRoles.isEmpty()) {
      return tokens.map(guard::authenticatedBy).orElse(guard);
    }
    Authenticator others = tokens.orElseGet(ContainerAuthenticator::new);
    return guard.authenticatedBy(new AccountAuthenticator(accountRoles, others));
  }

  /** Registers the resources for tickets and for renewals, where there are tokens. */
  void register(ServletContext context, ConnectionDirectory connections) {
    authenticator.ifPresent(
        tokens -> {
          add(context, "tickets", tokens.ticketServlet(), "/tickets");
          var renewal =
              tokens.renewalServlet((id, user, expiry) -> renew(connections, id, user, expiry));
          add(context, "sessions", renewal, "/sessions/*");
        });
  }

  private static void add(
      ServletContext context, String name, HttpServlet servlet, String pattern) {
    var registration = context.addServlet(name, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(pattern);
  }

  private static ConnectionRenewal.Outcome renew(
      ConnectionDirectory connections, String id, TokenPrincipal user, Instant expiry) {
    return switch (connections.renew(id, user, Optional.of(expiry))) {
      case RENEWED -> ConnectionRenewal.Outcome.RENEWED;
      case UNKNOWN -> ConnectionRenewal.Outcome.UNKNOWN;
      case OTHER_USER -> ConnectionRenewal.Outcome.REFUSED;
    };
  }

  /** Returns the verifier of tokens that clients send on a connection; empty without tokens. */
  Optional<TokenVerifier> verifier() {
    return authenticator.map(TokenAuthenticator::verifier);
  }

  /** Adds the users with the operator's role, where there is one, to those with the token. */
  OperatorAccess operators(OperatorAccess access) {
    return operatorRole
        .flatMap(role -> authenticator.map(tokens -> access.orWithToken(tokens.ofRole(role))))
        .orElse(access);
  }

  /** Takes all rights from a client that has not identified itself, where there are tokens. */
  RoomAccess access(RoomAccess rights) {
    return authenticator.isEmpty()
        ? rights
        : (who, room, right) -> who.isPresent() && rights.permits(who, room, right);
  }

  /** Returns a line for whoever starts the server. */
  List<Map.Entry<String, String>> describe() {
    return List.of(Map.entry("clients", sentence()));
  }

  String sentence() {
    return authenticator
        .map(tokens -> "need a token, which is verified by " + tokens.keys())
        .orElse("everybody may connect: no keys for tokens are set");
  }

  @Override
  public void close() {
    authenticator.ifPresent(TokenAuthenticator::close);
  }
}
