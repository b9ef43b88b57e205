package io.parley.identity;

import io.parley.chat.RoomGrant;
import io.parley.chat.RoomRight;
import io.parley.chat.TokenPrincipal;
import io.parley.handshake.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the claims of a token whose signature is verified (RFC 7519 4.1). */
final class Claims {
  /** Of a user's id, a name, a role and a pattern, in characters. */
  private static final int LONGEST = 256;

  /** Roles, and patterns with rights: a connection keeps them. */
  private static final int MOST = 100;

  /** The last second of the year 9999. */
  private static final double LAST_SECOND = 253_402_300_799d;

  private final TokenRules rules;
  private final Map<String, Object> claims;

  Claims(TokenRules rules, Map<String, Object> claims) {
    this.rules = rules;
    this.claims = claims;
  }

  /**
   * Checks issuer, audience and times.
   *
   * @return the end of the token, with the tolerance
   */
  Instant check(Instant now) throws InvalidTokenException {
    if (!rules.issuer().equals(claims.get("iss"))) {
      throw new InvalidTokenException(
          ProblemCode.TOKEN_ISSUER, "iss does not name the issuer that this server trusts.");
    }
    if (audiences().stream().noneMatch(rules.audiences()::contains)) {
      throw new InvalidTokenException(ProblemCode.TOKEN_AUDIENCE, "aud does not name this server.");
    }
    Instant end = time("exp").orElseThrow(() -> wrong("exp", "is missing")).plus(rules.skew());
    if (!now.isBefore(end)) {
      throw new InvalidTokenException(
          ProblemCode.TOKEN_EXPIRED, "exp is in the past: the token has expired.");
    }
    Optional<Instant> start = time("nbf");
    if (start.isPresent() && now.isBefore(start.get().minus(rules.skew()))) {
      throw new InvalidTokenException(
          ProblemCode.TOKEN_NOT_YET_VALID, "nbf is in the future: the token is not valid yet.");
    }
    return end;
  }

  private List<?> audiences() throws InvalidTokenException {
    Object value = claims.get("aud");
    if (value instanceof List<?> list) {
      if (!list.stream().allMatch(String.class::isInstance)) {
        throw wrong("aud", "is neither a text nor a list of texts");
      }
      return list;
    }
    return value == null ? List.of() : List.of(value);
  }

  /** Reads a {@code NumericDate} (RFC 7519 2). */
  private Optional<Instant> time(String name) throws InvalidTokenException {
    if (!claims.containsKey(name)) {
      return Optional.empty();
    }
    if (claims.get(name) instanceof Number number) {
      double seconds = number.doubleValue();
      if (seconds >= 0 && seconds <= LAST_SECOND) {
        return Optional.of(Instant.ofEpochMilli((long) (seconds * 1_000)));
      }
    }
    throw wrong(name, "is not a number of seconds since 1970");
  }

  TokenPrincipal principal() throws InvalidTokenException {
    TokenRules.ClaimNames names = rules.claimNames();
    String id =
        text(names.id())
            .filter(value -> !value.isBlank())
            .orElseThrow(() -> wrong(names.id(), "is missing or empty"));
    return new TokenPrincipal(id, text(names.name()), roles(names.roles()), grants(names.rights()));
  }

  private Optional<String> text(String name) throws InvalidTokenException {
    Optional<Object> value = find(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof String text && text.length() <= LONGEST) {
      return Optional.of(text);
    }
    throw wrong(name, "is not a text of at most " + LONGEST + " characters");
  }

  /** A list, or words in one text as {@code scope} has them (RFC 8693 4.2). */
  private Set<String> roles(String name) throws InvalidTokenException {
    Object value = find(name).orElse(List.of());
    boolean isText = value instanceof String;
    List<?> roles = list(name, isText ? words(value.toString()) : value);
    return Set.copyOf(texts(name, roles));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
  }

  private static List<String> texts(String name, List<?> values) throws InvalidTokenException {
    List<String> texts = new ArrayList<>(values.size());
    for (Object value : values) {
      if (!(value instanceof String text) || text.length() > LONGEST) {
        throw wrong(
            name, "has an element that is not a text of at most " + LONGEST + " characters");
      }
      texts.add(text);
    }
    return texts;
  }

  private static List<?> list(String name, Object value) throws InvalidTokenException {
    if (value instanceof List<?> list && list.size() <= MOST) {
      return list;
    }
    throw wrong(name, "is not a list of at most " + MOST + " elements");
  }

  private Optional<List<RoomGrant>> grants(String name) throws InvalidTokenException {
    Optional<Object> value = find(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    List<RoomGrant> grants = new ArrayList<>();
    for (Object each : list(name, value.get())) {
      grants.add(grant(name, each));
    }
    return Optional.of(grants);
  }

  private static RoomGrant grant(String name, Object value) throws InvalidTokenException {
    if (!(value instanceof Map<?, ?> object)
        || !(object.get("match") instanceof String pattern)
        || pattern.length() > LONGEST
        || !(object.get("may") instanceof List<?> words)) {
      throw wrong(name, "has an element that is not {\"match\":\"team-*\",\"may\":[\"join\"]}");
    }
    EnumSet<RoomRight> rights = EnumSet.noneOf(RoomRight.class);
    for (String word : texts(name, words)) {
      rights.add(
          RoomRight.of(word)
              .orElseThrow(() -> wrong(name, "has a right that is not one of this server's")));
    }
    return new RoomGrant(pattern, rights);
  }

  /** Finds a claim by its whole name, else by the path that its dots make. */
  private Optional<Object> find(String name) {
    if (claims.containsKey(name)) {
      return Optional.ofNullable(claims.get(name));
    }
    Object value = claims;
    for (String part : name.split("\\.", -1)) {
      value = value instanceof Map<?, ?> object ? object.get(part) : null;
    }
    return Optional.ofNullable(value);
  }

  private static InvalidTokenException wrong(String name, String why) {
    return new InvalidTokenException(ProblemCode.TOKEN_CLAIM, name + " " + why + ".");
  }
}
