package io.parley.doctor;

import io.parley.doctor.MessageExchange.Outcome;
import io.parley.probe.ProbeRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sends a large message; where it does not pass, smaller ones until one passes. */
final class SizeStep {
  /** Below this the size is not to blame. */
  private static final int SMALLEST = 64;

  private final Server server;
  private final ProbeRequest handshake;
  private final List<String> seen;

  SizeStep(Server server, List<String> seen) {
    this.server = server;
    this.handshake = server.handshake().without(Server.EXTENSIONS);
    this.seen = seen;
  }

  /** What came of a message of one size. */
  private record Attempt(Outcome outcome, Optional<CloseResult> end, Answer answer) {
    boolean isPassed(boolean echoes) {
      return outcome == Outcome.ECHOED || (!echoes && outcome == Outcome.NOT_ECHOED);
    }

    String shown() {
      return switch (outcome) {
        case ECHOED -> "came back";
        case NOT_ECHOED -> "the connection stays open; nothing came back";
        case SILENT -> "no answer, not even to a ping";
        case BROKEN -> "the answer cannot be read";
        case ENDED -> "closed " + end.orElseThrow();
      };
    }
  }

  /**
   * Throws where a message of that size does not pass.
   *
   * @param echoes whether the server echoes small messages
   */
  void check(int size, boolean echoes) throws FailedStepException {
    Attempt first = attempt(size);
    if (first.isPassed(echoes)) {
      return;
    }
    int passed = size / 2;
    while (passed >= SMALLEST && !attempt(passed).isPassed(echoes)) {
      passed /= 2;
    }
    throw new FailedStepException(diagnosis(first, passed), seen);
  }

  private Attempt attempt(int size) throws FailedStepException {
    try (WebSocketLink link = UpgradeStep.open(server, handshake)) {
      Outcome outcome =
          new MessageExchange(link, Compression.NONE)
              .sendLarge("parley".repeat(size / 6 + 1).substring(0, size));
      Attempt attempt = new Attempt(outcome, link.end(), link.answer());
      seen.add(grouped(size) + " bytes: " + attempt.shown());
      return attempt;
    } catch (IOException e) {
      throw new FailedStepException(
          Diagnosis.of(Party.NETWORK, "The connection failed.", "Try again."), seen);
    }
  }

  private static String grouped(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static Diagnosis diagnosis(Attempt first, int passed) {
    String small = passed < SMALLEST ? "No message passes." : grouped(passed) + " bytes pass.";
    boolean abnormal = first.end().filter(CloseResult::isAbnormal).isPresent();
    boolean proxy = abnormal && ProxyKind.of(first.answer()).isPresent();
    String cause =
        first.end().filter(end -> end.code() == 1009).isPresent()
            ? "The server takes no message of that size (1009)."
            : "The connection does not survive a message of that size.";
    return Diagnosis.of(
        proxy ? Party.PROXY : Party.APPLICATION,
        cause + " " + small,
        "Send less in one message, or raise the largest message of the server (Parley:"
            + " --max-message; Tomcat and Jetty: setDefaultMaxTextMessageBufferSize; ws: maxPayload).",
        "Gateways of clouds have limits of their own, often 32 or 128 KiB, which cannot be raised.");
  }
}
