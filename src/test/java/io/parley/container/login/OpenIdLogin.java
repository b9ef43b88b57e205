package io.parley.container.login;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.security.enterprise.authentication.mechanism.http.OpenIdAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.openid.ClaimsDefinition;

/**
 * OpenID Connect of Jakarta Security, with the provider that the environment names; a test packs it
 * into a copy of the WAR.
 */
@Named("openIdLogin")
@ApplicationScoped
@DeclareRoles({"staff", "guest"})
@OpenIdAuthenticationMechanismDefinition(
    providerURI = "${openIdLogin.provider}",
    clientId = "parley",
    clientSecret = "secret-of-the-client",
    redirectURI = "${baseURL}/callback",
    claimsDefinition = @ClaimsDefinition(callerNameClaim = "sub", callerGroupsClaim = "groups"))
public class OpenIdLogin {
  /** Of the environment. */
  public static final String PROVIDER = "OPEN_ID_PROVIDER";

  /** Found by the container, by its name. */
  public String getProvider() {
    return System.getenv(PROVIDER);
  }
}
