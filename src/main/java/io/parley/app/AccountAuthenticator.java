package io.parley.app;

import io.parley.chat.AccountPrincipal;
import io.parley.guard.Authenticator;
import io.parley.guard.ContainerUser;
import io.parley.guard.UpgradeRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Takes the user that the container authenticated, with the roles that the user has at the
 * handshake. Thread-safe.
 *
 * @param roles those to ask the container for: it cannot list a user's
 * @param others authenticates whom the container did not
 */
record AccountAuthenticator(Set<String> roles, Authenticator others) implements Authenticator {
  @Override
  public CompletionStage<Result> authenticate(UpgradeRequest request, List<String> subprotocols) {
    return request
        .user()
        .<CompletionStage<Result>>map(user -> CompletableFuture.completedFuture(known(user)))
        .orElseGet(() -> others.authenticate(request, subprotocols));
  }

  private Result known(ContainerUser user) {
    Set<String> held = roles.stream().filter(user.roles()).collect(Collectors.toSet());
    return new Authenticated(
        new AccountPrincipal(user.principal().getName(), held), Optional.empty());
  }
}
