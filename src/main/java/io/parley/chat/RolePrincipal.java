package io.parley.chat;

import java.security.Principal;
import java.util.Set;

/** A user with roles, to which rules may give rights. */
public interface RolePrincipal extends Principal {
  Set<String> roles();
}
