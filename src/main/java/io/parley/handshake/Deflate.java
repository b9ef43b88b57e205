package io.parley.handshake;

import io.parley.http.Parameterized;
import io.parley.http.Parameterized.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The {@code permessage-deflate} extension (RFC 7692), without context takeover either way. */
public final class Deflate {
  public static final String NAME = "permessage-deflate";
  private static final String SERVER_TAKEOVER = "server_no_context_takeover";
  private static final String CLIENT_TAKEOVER = "client_no_context_takeover";
  private static final String SERVER_WINDOW = "server_max_window_bits";
  private static final String CLIENT_WINDOW = "client_max_window_bits";

  /**
   * The parameters of every answer, none with a value: what a connection keeps between messages
   * stays bounded ({@code Clause.DEFLATE_SERVER_TAKEOVER}, {@code Clause.DEFLATE_CLIENT_TAKEOVER}).
   */
  public static final List<String> PARAMETERS = List.of(SERVER_TAKEOVER, CLIENT_TAKEOVER);

  /** The one value of {@code Sec-WebSocket-Extensions} in an answer. */
  public static final String RESPONSE = NAME + "; " + String.join("; ", PARAMETERS);

  /** 8 to 15, without leading zeros. */
  private static final Pattern BITS = Pattern.compile("[89]|1[0-5]");

  private Deflate() {}

  /** Whether the first offer that can be met is this extension. */
  public static boolean isChosen(List<Parameterized> offers) {
    return ExtensionChosen.deflates(offers, true);
  }

  /** Why an offer cannot be met; empty where it can. */
  static Optional<Code> objection(Parameterized offer, boolean deflate) {
    if (!deflate || !offer.name().equals(NAME)) {
      return Optional.of(Code.EXTENSION_UNSUPPORTED);
    }
    Set<String> seen = new HashSet<>();
    for (Parameter parameter : offer.parameters()) {
      Optional<Code> objection = objection(parameter, seen.add(parameter.name()));
      if (objection.isPresent()) {
        return objection;
      }
    }
    return Optional.empty();
  }

  private static Optional<Code> objection(Parameter parameter, boolean first) {
    if (!first) {
      return Optional.of(Code.DEFLATE_PARAMETER_REPEATED);
    }
    Optional<String> value = parameter.value();
    return switch (parameter.name()) {
      case SERVER_TAKEOVER, CLIENT_TAKEOVER -> value.map(any -> Code.DEFLATE_PARAMETER_INVALID);
      // Clause.DEFLATE_CLIENT_WINDOW: looked at, but not answered.
      case CLIENT_WINDOW -> value.filter(v -> !isBits(v)).map(v -> Code.DEFLATE_PARAMETER_INVALID);
      case SERVER_WINDOW ->
          Optional.of(
              value.filter(Deflate::isBits).isPresent()
                  ? Code.DEFLATE_WINDOW
                  : Code.DEFLATE_PARAMETER_INVALID);
      default -> Optional.of(Code.DEFLATE_PARAMETER_UNKNOWN);
    };
  }

  private static boolean isBits(String value) {
    return BITS.matcher(value).matches();
  }
}
