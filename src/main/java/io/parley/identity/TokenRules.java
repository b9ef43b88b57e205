package io.parley.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a token has to satisfy.
 *
 * @param algorithms the names of the accepted algorithms (RFC 7518 3.1)
 * @param issuer the only accepted issuer
 * @param audiences one of which the token has to name
 * @param skew the tolerance for the difference of two clocks
 */
public record TokenRules(
    Set<String> algorithms,
    String issuer,
    Set<String> audiences,
    Duration skew,
    ClaimNames claimNames) {
  /** The algorithms that {@code EdDSA} needs another library for are not among them. */
  private static final Set<String> SUPPORTED =
      DefaultJWSVerifierFactory.SUPPORTED_ALGORITHMS.stream()
          .map(JWSAlgorithm::getName)
          .filter(name -> name.matches("[HREP]S(?:256|384|512)"))
          .collect(Collectors.toUnmodifiableSet());

  public TokenRules {
    algorithms = Set.copyOf(algorithms);
    audiences = Set.copyOf(audiences);
  }

  /** Returns the algorithm with a name; empty where it is not supported. */
  public static Optional<String> algorithm(String name) {
    return Optional.of(name).filter(SUPPORTED::contains);
  }

  /** Returns the accepted algorithms in the library's form. */
  Set<JWSAlgorithm> accepted() {
    return algorithms.stream().map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The claims that tell who a user is. Each is a claim's name, or a path of names with dots, such
   * as {@code realm_access.roles}; a claim that has the whole name wins.
   *
   * @param id the claim of a user's id; a token without it is refused
   */
  public record ClaimNames(String id, String name, String roles, String rights) {
    List<String> all() {
      return List.of(id, name, roles, rights);
    }
  }
}
