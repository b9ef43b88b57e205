package io.parley.guard;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes the user that the container authenticated, without expiry. It refuses nobody. */
public final class ContainerAuthenticator implements Authenticator {
  @Override
  public CompletionStage<Result> authenticate(UpgradeRequest request, List<String> subprotocols) {
    return CompletableFuture.completedFuture(
        request
            .principal()
            .<Result>map(principal -> new Authenticated(principal, Optional.empty()))
            .orElseGet(Anonymous::new));
  }
}
