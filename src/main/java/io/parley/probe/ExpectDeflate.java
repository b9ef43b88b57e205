package io.parley.probe;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;

/** Expectations of a server that negotiates permessage-deflate (RFC 7692). */
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

  /** Agrees on the extension, with parameters that are valid in a response. */
  public static Expectation agreed() {
    return holding("agrees on permessage-deflate with valid parameters", extension -> true);
  }

  /** Does not accept the offer; the handshake itself may be accepted or refused. */
  public static Expectation declined() {
    return Expectation.answer(
        "does not agree on permessage-deflate",
        (probeResponse, exchange) ->
            CaseOutcome.when(!probeResponse.has(Extension.FIELD), field(probeResponse)));
  }

  /** Declines the offer, and accepts the handshake without it. */
  public static Expectation wentOn() {
    return Expect.switching().and(declined());
  }

  /** Agrees, and the server resets its own context with each message. */
  public static Expectation serverResets() {
    return holding("includes " + SERVER_RESET, extension -> extension.has(SERVER_RESET));
  }

  /** Agrees with a server window of at most that size. */
  public static Expectation serverBitsUpTo(int bits) {
    return holding(
        "includes " + SERVER_BITS + " with a value up to " + bits,
        extension -> extension.values(SERVER_BITS).stream().anyMatch(v -> atMost(v, bits)));
  }

  /** Agrees with a client window that is unlimited or at most that size. */
  public static Expectation clientBitsUpTo(int bits) {
    return holding(
        "has " + CLIENT_BITS + " with a value up to " + bits + ", or not at all",
        extension -> extension.values(CLIENT_BITS).stream().allMatch(v -> atMost(v, bits)));
  }

  /** Agrees, and does not limit the client's window. */
  public static Expectation noClientBits() {
    return holding("has no " + CLIENT_BITS, extension -> !extension.has(CLIENT_BITS));
  }

  /** All messages can be decoded as agreed; where the server echoes, all came back. */
  public static Expectation echoed(String... texts) {
    return new Expectation(
        "takes the messages: they come back where the server echoes, and the ping is answered",
        (exchange, serverFacts) -> {
          Optional<Extension> agreed = exchange.answer().flatMap(ExpectDeflate::extension);
          return agreed.isEmpty()
              ? CaseOutcome.skipped("the server declined this offer")
              : echoed(exchange, serverFacts, agreed.get(), List.of(texts));
        });
  }

  private static CaseOutcome echoed(
      Exchange exchange, ServerFacts serverFacts, Extension agreed, List<String> texts) {
    try {
      List<String> messages =
          MessageAssembler.read(exchange.frames(), true, !agreed.has(SERVER_RESET));
      boolean ponged = exchange.frames().stream().anyMatch(frame -> frame.is(Frame.PONG));
      boolean back = !serverFacts.has(Capability.ECHO) || messages.containsAll(texts);
      return CaseOutcome.when(ponged && back, ExpectFrames.told(exchange));
    } catch (DataFormatException e) {
      return CaseOutcome.failed("a message of the server cannot be read: " + e.getMessage());
    }
  }

  private static Expectation holding(String words, Predicate<Extension> demand) {
    return Expectation.answer(
        words,
        (probeResponse, exchange) -> {
          Optional<Extension> extension = extension(probeResponse);
          return CaseOutcome.when(
              extension.filter(ExpectDeflate::isValid).filter(demand).isPresent(),
              field(probeResponse));
        });
  }

  private static Optional<Extension> extension(ProbeResponse probeResponse) {
    List<Extension> all = Extension.read(probeResponse).orElse(List.of());
    boolean alone = probeResponse.upgrades() && all.size() == 1 && all.get(0).name().equals(NAME);
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

  private static String field(ProbeResponse probeResponse) {
    return Extension.FIELD
        + " is "
        + Expect.shown(probeResponse, Extension.FIELD)
        + " in the answer "
        + probeResponse.shown();
  }
}
