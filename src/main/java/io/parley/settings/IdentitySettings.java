package io.parley.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of clients' tokens, as given; what they name is not checked here.
 *
 * @param keysUrl the address of the keys; empty where none was set
 * @param keyFile the file of the keys; empty where none was set
 * @param issuer empty where none was set
 * @param audiences empty where none was set
 * @param skew the tolerated difference of clocks
 * @param cookie the name of a cookie; empty for none
 * @param inBand whether clients may connect without a token, and send it on the connection
 * @param operatorRole the role whose users are operators; empty for none
 */
public record IdentitySettings(
    Optional<String> keysUrl,
    Optional<String> keyFile,
    Optional<String> issuer,
    List<String> audiences,
    List<String> algorithms,
    Duration skew,
    ClaimNames claimNames,
    Optional<String> cookie,
    boolean inBand,
    Optional<String> operatorRole) {
  /** A larger difference would make the end of a token meaningless. */
  static final Duration LARGEST_SKEW = Duration.ofMinutes(10);

  /** Copies the lists. */
  public IdentitySettings {
    audiences = List.copyOf(audiences);
    algorithms = List.copyOf(algorithms);
  }

  /** The names of the claims that tell who a user is. */
  public record ClaimNames(String id, String name, String roles, String rights) {}

  static IdentitySettings of(OptionValues optionValues) {
    return new IdentitySettings(
        optional(optionValues, Option.TOKEN_KEYS_URL),
        optional(optionValues, Option.TOKEN_KEY_FILE),
        optional(optionValues, Option.TOKEN_ISSUER),
        optionValues.list(Option.TOKEN_AUDIENCE),
        optionValues.list(Option.TOKEN_ALGORITHM),
        optionValues.time(Option.TOKEN_SKEW, Duration.ZERO, LARGEST_SKEW),
        new ClaimNames(
            optionValues.text(Option.TOKEN_ID_CLAIM),
            optionValues.text(Option.TOKEN_NAME_CLAIM),
            optionValues.text(Option.TOKEN_ROLES_CLAIM),
            optionValues.text(Option.TOKEN_RIGHTS_CLAIM)),
        optional(optionValues, Option.TOKEN_COOKIE),
        optionValues.flag(Option.TOKEN_IN_BAND),
        optional(optionValues, Option.OPERATOR_ROLE));
  }

  private static Optional<String> optional(OptionValues optionValues, Option option) {
    return optionValues.list(option).isEmpty()
        ? Optional.empty()
        : Optional.of(optionValues.text(option)).filter(text -> !text.isEmpty());
  }
}
