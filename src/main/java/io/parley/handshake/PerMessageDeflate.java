package io.parley.handshake;

import io.parley.http.Parameterized;
import io.parley.http.Parameterized.Parameter;
import io.parley.http.SafeText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Negotiates the {@code permessage-deflate} extension (RFC 7692). */
public final class PerMessageDeflate {
  public static final String NAME = "permessage-deflate";
  static final String SERVER_TAKEOVER = "server_no_context_takeover";
  static final String CLIENT_TAKEOVER = "client_no_context_takeover";
  private static final String SERVER_WINDOW = "server_max_window_bits";
  private static final String CLIENT_WINDOW = "client_max_window_bits";

  /** 8 to 15, without leading zeros. */
  private static final Pattern BITS = Pattern.compile("[89]|1[0-5]");

  /** The window of every deflater, and the largest that its output can need. */
  private static final String WHOLE_WINDOW = "15";

  /**
   * The reason why an offer cannot be accepted.
   *
   * @param detail one sentence, safe to show
   */
  record Objection(ProblemCode problemCode, String detail) {
    static Objection of(ProblemCode problemCode) {
      return new Objection(problemCode, problemCode.title() + ".");
    }
  }

  private PerMessageDeflate() {}

  /** Chooses the first offer that can be accepted; empty where none can. */
  public static Optional<AcceptedExtension> choose(
      List<Parameterized> offers, DeflateSupport support) {
    return ExtensionNegotiation.of(offers, support).accepted();
  }

  /** The objection to an offer; empty where it can be accepted. */
  static Optional<Objection> objection(Parameterized offer, DeflateSupport support) {
    if (!support.available() || !offer.name().equals(NAME)) {
      return Optional.of(Objection.of(ProblemCode.EXTENSION_UNSUPPORTED));
    }
    Set<String> seen = new HashSet<>();
    for (Parameter parameter : offer.parameters()) {
      Optional<Objection> objection =
          seen.add(parameter.name())
              ? objection(parameter, support)
              : Optional.of(
                  named(ProblemCode.DEFLATE_PARAMETER_REPEATED, parameter, "stands twice"));
      if (objection.isPresent()) {
        return objection;
      }
    }
    return support.keepsClientContext() || !answer(offer, support).keepsClientContext()
        ? Optional.empty()
        : Optional.of(Objection.of(ProblemCode.DEFLATE_CONTEXT));
  }

  private static Optional<Objection> objection(Parameter parameter, DeflateSupport support) {
    Optional<String> value = parameter.value();
    return switch (parameter.name()) {
      case SERVER_TAKEOVER, CLIENT_TAKEOVER ->
          value.map(any -> invalid(parameter, "it takes no value"));
      // Clause.DEFLATE_CLIENT_WINDOW: checked, but not part of the response.
      case CLIENT_WINDOW ->
          value.filter(v -> !isBits(v)).map(v -> invalid(parameter, "it takes none or 8 to 15"));
      case SERVER_WINDOW -> serverWindow(parameter, support);
      default -> Optional.of(named(ProblemCode.DEFLATE_PARAMETER_UNKNOWN, parameter, "is unknown"));
    };
  }

  private static Optional<Objection> serverWindow(Parameter parameter, DeflateSupport support) {
    Optional<String> bits = parameter.value().filter(PerMessageDeflate::isBits);
    if (bits.isEmpty()) {
      return Optional.of(invalid(parameter, "it takes a value from 8 to 15"));
    }
    return support.namesServerWindow() && bits.get().equals(WHOLE_WINDOW)
        ? Optional.empty()
        : Optional.of(Objection.of(ProblemCode.DEFLATE_WINDOW));
  }

  private static Objection invalid(Parameter parameter, String takes) {
    String was = parameter.value().map(value -> "is " + shown(value)).orElse("has no value");
    return named(ProblemCode.DEFLATE_PARAMETER_INVALID, parameter, was + ": " + takes);
  }

  private static Objection named(ProblemCode problemCode, Parameter parameter, String what) {
    return new Objection(problemCode, shown(parameter.name()) + " " + what + ".");
  }

  private static String shown(String part) {
    return SafeText.of(FieldValues.shown(FieldNames.EXTENSIONS, part));
  }

  private static boolean isBits(String value) {
    return BITS.matcher(value).matches();
  }

  /**
   * Answers an offer that can be accepted. {@code client_no_context_takeover} is added only where
   * it was offered: otherwise, existing clients ignore it or end the connection.
   */
  static AcceptedExtension answer(Parameterized offer, DeflateSupport support) {
    List<Parameter> answer = new ArrayList<>(3);
    answer.add(new Parameter(SERVER_TAKEOVER, Optional.empty()));
    for (Parameter parameter : offer.parameters()) {
      boolean reset = parameter.name().equals(CLIENT_TAKEOVER) && support.resetsClientContext();
      if (reset || parameter.name().equals(SERVER_WINDOW)) {
        answer.add(parameter);
      }
    }
    return new AcceptedExtension(NAME, answer);
  }
}
