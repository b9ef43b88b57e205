package io.parley.probe;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;

/** What may be expected of a server that negotiates permessage-deflate (RFC 7692). */
public final class ExpectDeflate {
  static final String NAME = "permessage-deflate";
  private static final String SERVER_BITS = "server_max_window_bits";
  private static final String CLIENT_BITS = "client_max_window_bits";
  private static final String SERVER_RESET = "server_no_context_takeover";
  private static final String CLIENT_RESET = "client_no_context_takeover";
  private static final List<String> PARAMETERS =
      List.of(SERVER_BITS, CLIENT_BITS, SERVER_RESET, CLIENT_RESET);

  /** 8 to 15, without leading zeroes (RFC 7692 7.1.2). */
  private static final Pattern BITS = Pattern.compile("[89]|1[0-5]");

  private ExpectDeflate() {}

  /** The extension is agreed on, with parameters that an answer may have. */
  public static Right agreed() {
    return holding("agrees on permessage-deflate with valid parameters", extension -> true);
  }

  /** The offer is not accepted; whether the handshake is, is another question. */
  public static Right declined() {
    return Right.answer(
        "does not agree on permessage-deflate",
        (answer, exchange) -> Outcome.when(!answer.has(Extension.FIELD), field(answer)));
  }

  /** The offer is declined, and the handshake goes on without it. */
  public static Right wentOn() {
    return Expect.switching().and(declined());
  }

  /** Agreed on, and the server resets its own context with each message. */
  public static Right serverResets() {
    return holding("includes " + SERVER_RESET, extension -> extension.has(SERVER_RESET));
  }

  /** Agreed on with a window of the server that is no larger than that. */
  public static Right serverBitsUpTo(int bits) {
    return holding(
        "includes " + SERVER_BITS + " with a value up to " + bits,
        extension -> extension.values(SERVER_BITS).stream().anyMatch(v -> atMost(v, bits)));
  }

  /** Agreed on with a window of the client, if it is limited at all, no larger than that. */
  public static Right clientBitsUpTo(int bits) {
    return holding(
        "has " + CLIENT_BITS + " with a value up to " + bits + ", or not at all",
        extension -> extension.values(CLIENT_BITS).stream().allMatch(v -> atMost(v, bits)));
  }

  /** Agreed on, and the client's window is not limited. */
  public static Right noClientBits() {
    return holding("has no " + CLIENT_BITS, extension -> !extension.has(CLIENT_BITS));
  }

  /** All messages can be read by what was agreed, and where the server echoes, came back. */
  public static Right echoed(String... texts) {
    return new Right(
        "takes the messages: they come back where the server echoes, and the ping is answered",
        (exchange, facts) -> {
          Optional<Extension> agreed = exchange.answer().flatMap(ExpectDeflate::extension);
          return agreed.isEmpty()
              ? Outcome.skipped("the server declined this offer")
              : echoed(exchange, facts, agreed.get(), List.of(texts));
        });
  }

  private static Outcome echoed(
      Exchange exchange, Facts facts, Extension agreed, List<String> texts) {
    try {
      List<String> messages = Messages.read(exchange.frames(), true, !agreed.has(SERVER_RESET));
      boolean ponged = exchange.frames().stream().anyMatch(frame -> frame.is(Frame.PONG));
      boolean back = !facts.has(Need.ECHO) || messages.containsAll(texts);
      return Outcome.when(ponged && back, ExpectFrames.told(exchange));
    } catch (DataFormatException e) {
      return Outcome.failed("a message of the server cannot be read: " + e.getMessage());
    }
  }

  private static Right holding(String words, Predicate<Extension> demand) {
    return Right.answer(
        words,
        (answer, exchange) -> {
          Optional<Extension> extension = extension(answer);
          return Outcome.when(
              extension.filter(ExpectDeflate::isValid).filter(demand).isPresent(), field(answer));
        });
  }

  private static Optional<Extension> extension(Answer answer) {
    List<Extension> all = Extension.read(answer).orElse(List.of());
    boolean alone = answer.upgrades() && all.size() == 1 && all.get(0).name().equals(NAME);
    return alone ? Optional.of(all.get(0)) : Optional.empty();
  }

  private static boolean isValid(Extension extension) {
    return extension.parameters().stream().allMatch(ExpectDeflate::isValid)
        && PARAMETERS.stream().allMatch(name -> extension.values(name).size() <= 1);
  }

  private static boolean isValid(Extension.Parameter parameter) {
    return switch (parameter.name()) {
      case SERVER_BITS, CLIENT_BITS -> BITS.matcher(parameter.value()).matches();
      case SERVER_RESET, CLIENT_RESET -> parameter.value().isEmpty();
      default -> false;
    };
  }

  private static boolean atMost(String value, int bits) {
    return BITS.matcher(value).matches() && Integer.parseInt(value) <= bits;
  }

  private static String field(Answer answer) {
    return Extension.FIELD
        + " is "
        + Expect.shown(answer, Extension.FIELD)
        + " in the answer "
        + answer.shown();
  }
}
