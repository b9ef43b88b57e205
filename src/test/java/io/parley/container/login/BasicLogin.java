package io.parley.container.login;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Map;
import java.util.Set;

/**
 * Basic authentication of Jakarta Security, with users of its own; a test packs it into a copy of
 * the WAR.
 */
@ApplicationScoped
@DeclareRoles({"staff", "guest"})
@BasicAuthenticationMechanismDefinition(realmName = "mechanism")
public class BasicLogin implements IdentityStore {
  private static final Map<String, String> ROLES = Map.of("ann", "staff", "bob", "guest");

  /** Found by the container, by its type. */
  public CredentialValidationResult validate(UsernamePasswordCredential credential) {
    String user = credential.getCaller();
    return ROLES.containsKey(user) && credential.compareTo(user, "letmein")
        ? new CredentialValidationResult(user, Set.of(ROLES.get(user)))
        : CredentialValidationResult.INVALID_RESULT;
  }
}
