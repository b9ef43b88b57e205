package io.parley.chat;

import java.security.Principal;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rights of users in rooms. Where a user's token has a claim of rights, the claim decides
 * alone. Else a right exists where a rule gives it; without any rules, everything is permitted.
 * Immutable.
 */
public final class RoomRules implements RoomAccess {
  /** The rules that give a right, by the right; empty where everything is permitted. */
  private final Optional<Map<RoomRight, List<RoomRule>>> rules;

  private RoomRules(Optional<Map<RoomRight, List<RoomRule>>> rules) {
    this.rules = rules;
  }

  /** Returns the access in which only claims take rights away. */
  public static RoomRules ofClaims() {
    return new RoomRules(Optional.empty());
  }

  /** Returns the access in which these rules give all rights of users without a claim. */
  public static RoomRules of(List<RoomRule> rules) {
    Map<RoomRight, List<RoomRule>> byRight = new EnumMap<>(RoomRight.class);
    for (RoomRight right : RoomRight.values()) {
      byRight.put(right, rules.stream().filter(rule -> rule.rights().contains(right)).toList());
    }
    return new RoomRules(Optional.of(byRight));
  }

  @Override
  public boolean permits(Optional<Principal> who, RoomName room, RoomRight right) {
    Optional<List<RoomGrant>> claim = who.flatMap(RoomRules::claim);
    if (claim.isPresent()) {
      return claim.get().stream().anyMatch(grant -> grant.permits(room, right));
    }
    return rules
        .map(given -> given.get(right).stream().anyMatch(rule -> rule.permits(who, room, right)))
        .orElse(true);
  }

  /** Returns all roles that rules name. */
  public Set<String> roles() {
    return rules.map(Map::values).stream()
        .flatMap(Collection::stream)
        .flatMap(List::stream)
        .flatMap(rule -> rule.roles().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<List<RoomGrant>> claim(Principal user) {
    return user instanceof TokenPrincipal known ? known.grants() : Optional.empty();
  }
}
