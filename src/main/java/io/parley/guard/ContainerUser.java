package io.parley.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The user that the container authenticated.
 *
 * @param roles whether the user has a role; to be asked only while the request is handled
 */
public record ContainerUser(Principal principal, Predicate<String> roles) {
  static Optional<ContainerUser> of(HttpServletRequest request) {
    return Optional.ofNullable(request.getUserPrincipal())
        .map(principal -> new ContainerUser(principal, request::isUserInRole));
  }

  /** Returns the name alone. */
  @Override
  public String toString() {
    return principal.getName();
  }
}
