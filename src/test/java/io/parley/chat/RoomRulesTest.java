package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Principal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomRulesTest {
  private static final Optional<Principal> NOBODY = Optional.empty();
  private static final RoomName TEAM = new RoomName("team-red");
  private static final RoomName LOBBY = new RoomName("lobby");

  private static Optional<Principal> user(String id, List<RoomGrant> claim, String... roles) {
    return Optional.of(new TokenPrincipal(id, Optional.empty(), Set.of(roles), Optional.of(claim)));
  }

  private static Optional<Principal> user(String id, String... roles) {
    return Optional.of(new TokenPrincipal(id, Optional.empty(), Set.of(roles), Optional.empty()));
  }

  private static RoomRule rule(String rooms, Set<String> users, Set<String> roles) {
    return new RoomRule(
        List.of(new RoomPattern(rooms)),
        EnumSet.of(RoomRight.JOIN),
        users,
        roles,
        users.isEmpty() && roles.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "lobby,lobby,true",
    "lobby,lobby2,false",
    "lobby,lobb,false",
    "*,anything,true",
    "team-*,team-red,true",
    "team-*,team-,true",
    "team-*,team,false",
    "*-red,team-red,true",
    "*-red,team-red-2,false",
    "t*-*d,team-red,true",
    "t*-*d,team-red-x,false",
    "**,x,true",
    "*a*a*a*a*a*b,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,false",
    "Team-*,team-red,false"
  })
  void aPatternMatches(String pattern, String room, boolean expected) {
    assertThat(RoomPattern.parse(pattern).orElseThrow().matches(new RoomName(room)))
        .isEqualTo(expected);
  }

  @Test
  void aPatternThatNoRoomMatchesIsNone() {
    for (String text :
        List.of("", "a b", "a/b", "a\u0000", "*/*", "x".repeat(65), "*".repeat(129))) {
      assertThat(RoomPattern.parse(text)).isEmpty();
    }
    assertThat(RoomPattern.parse("cafe\u0301*").orElseThrow().text()).isEqualTo("caf\u00e9*");
  }

  @Test
  void withoutRulesEverythingIsPermittedToWhoHasNoClaim() {
    RoomAccess access = RoomRules.ofClaims();
    for (RoomRight right : RoomRight.values()) {
      assertThat(access.permits(NOBODY, LOBBY, right)).isTrue();
      assertThat(access.permits(user("ann"), LOBBY, right)).isTrue();
      assertThat(access.permits(user("ann", List.of()), LOBBY, right)).isFalse();
    }
  }

  @Test
  void aContainersUserHasTheRightsOfItsRoles() {
    RoomRules access =
        RoomRules.of(
            List.of(
                rule("team-*", Set.of(), Set.of("staff", "admin")),
                rule("lobby", Set.of("bob"), Set.of("guest"))));
    Optional<Principal> ann = Optional.of(new AccountPrincipal("ann", Set.of("staff")));
    assertThat(access.roles()).containsExactlyInAnyOrder("staff", "admin", "guest");
    assertThat(access.permits(ann, TEAM, RoomRight.JOIN)).isTrue();
    assertThat(access.permits(ann, LOBBY, RoomRight.JOIN)).isFalse();
    Optional<Principal> bob = Optional.of(new AccountPrincipal("bob", Set.of()));
    assertThat(access.permits(bob, TEAM, RoomRight.JOIN)).isFalse();
    assertThat(access.permits(bob, LOBBY, RoomRight.JOIN)).isTrue();
  }

  @Test
  void rulesGiveAndAClaimDecidesAlone() {
    RoomAccess access =
        RoomRules.of(
            List.of(
                rule("lobby", Set.of(), Set.of()),
                rule("team-*", Set.of("ann"), Set.of("staff")),
                rule("all-users", Set.of("*"), Set.of())));
    assertThat(access.permits(NOBODY, LOBBY, RoomRight.JOIN)).isTrue();
    assertThat(access.permits(NOBODY, LOBBY, RoomRight.PUBLISH)).isFalse();
    assertThat(access.permits(NOBODY, TEAM, RoomRight.JOIN)).isFalse();
    assertThat(access.permits(user("ann"), TEAM, RoomRight.JOIN)).isTrue();
    assertThat(access.permits(user("bob"), TEAM, RoomRight.JOIN)).isFalse();
    assertThat(access.permits(user("bob", "staff"), TEAM, RoomRight.JOIN)).isTrue();
    assertThat(access.permits(Optional.of(() -> "ann"), TEAM, RoomRight.JOIN)).isTrue();
    RoomName users = new RoomName("all-users");
    assertThat(access.permits(user("zoe"), users, RoomRight.JOIN)).isTrue();
    assertThat(access.permits(NOBODY, users, RoomRight.JOIN)).isFalse();
    RoomGrant grant = new RoomGrant("team-*", EnumSet.of(RoomRight.PUBLISH));
    assertThat(access.permits(user("ann", List.of(grant)), TEAM, RoomRight.JOIN)).isFalse();
    assertThat(access.permits(user("ann", List.of(grant)), TEAM, RoomRight.PUBLISH)).isTrue();
    assertThat(access.permits(user("ann", List.of(grant)), LOBBY, RoomRight.JOIN)).isFalse();
  }

  @Test
  void aFileWithoutARuleGivesNothing() {
    assertThat(RoomRules.of(List.of()).permits(user("ann"), LOBBY, RoomRight.JOIN)).isFalse();
  }
}
