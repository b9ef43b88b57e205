package io.parley.doctor;

import io.parley.doctor.MessageExchange.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends the same message twice: the second is the first that compression can break. */
final class MessageStep {
  static final String TEXT = "parley doctor: does this message arrive?";

  private static final int PROTOCOL_ERROR = 1002;

  private final Server server;
  private final List<String> seen;

  MessageStep(Server server, List<String> seen) {
    this.server = server;
    this.seen = seen;
  }

  /** What two messages came to. */
  private record Run(List<Outcome> outcomes, String broken, Optional<CloseResult> end) {
    boolean isGood() {
      return outcomes.size() == 2 && isAlive(last());
    }

    Outcome last() {
      return outcomes.get(outcomes.size() - 1);
    }

    /**
     * The application closes at a message that it does not know; after one that passed it cannot.
     */
    boolean isClosedByChoice() {
      boolean first = outcomes.size() == 1 && last() == Outcome.ENDED;
      return first && end.filter(e -> !e.isAbnormal() && e.code() != PROTOCOL_ERROR).isPresent();
    }

    /** A message came back changed, though the one before came back right. */
    boolean lostEcho() {
      return outcomes.size() == 2
          && outcomes.get(0) == Outcome.ECHOED
          && last() == Outcome.NOT_ECHOED;
    }

    String shown() {
      String last = "message " + outcomes.size() + ": ";
      return switch (last()) {
        case ECHOED -> "both came back";
        case NOT_ECHOED ->
            lostEcho() ? "message 1 came back, message 2 did not" : "sent; the server echoes none";
        case SILENT -> last + "no answer, not even to a ping";
        case BROKEN -> last + broken;
        case ENDED -> last + "the server closed " + end.orElseThrow();
      };
    }
  }

  /** Returns whether the server echoes messages. */
  boolean check(WebSocketLink link, Compression compression) throws FailedStepException {
    Run run = run(link, compression);
    seen.add((compression.agreed() ? "compressed: " : "") + run.shown());
    if (run.isGood() && !run.lostEcho()) {
      return run.last() == Outcome.ECHOED;
    }
    if (compression.agreed()) {
      compare(run);
    }
    if (run.isClosedByChoice()) {
      seen.add("the application wants other messages: how it takes them cannot be checked");
      return false;
    }
    if (run.last() == Outcome.NOT_ECHOED) {
      return false;
    }
    throw new FailedStepException(broken(run), seen);
  }

  private static Run run(WebSocketLink link, Compression compression) {
    MessageExchange exchange = new MessageExchange(link, compression);
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.add(exchange.send(TEXT));
    if (isAlive(outcomes.get(0))) {
      outcomes.add(exchange.send(TEXT));
    }
    return new Run(List.copyOf(outcomes), exchange.broken(), link.end());
  }

  private static boolean isAlive(Outcome outcome) {
    return outcome == Outcome.ECHOED || outcome == Outcome.NOT_ECHOED;
  }

  /** The same without compression: if that works, compression is to blame. */
  private void compare(Run compressed) throws FailedStepException {
    try (WebSocketLink plain =
        UpgradeStep.open(server, server.handshake().without(Server.EXTENSIONS))) {
      Run run = run(plain, Compression.NONE);
      seen.add("not compressed: " + run.shown());
      if (run.isGood() && !run.lostEcho()) {
        throw new FailedStepException(compression(compressed), seen);
      }
    } catch (IOException e) {
      seen.add("not compressed: the connection failed");
    }
  }

  private static Diagnosis compression(Run run) {
    boolean second = run.outcomes().size() == 2;
    return Diagnosis.of(
        Party.APPLICATION,
        "Compression breaks the "
            + (second ? "second" : "first")
            + " message; without compression both pass.",
        second
            ? "The server's two sides do not agree whether a message may refer to those before"
                + " (context takeover, RFC 7692 7.1.1). Negotiate server_no_context_takeover and"
                + " client_no_context_takeover, and honour what was negotiated."
            : "The server compresses or decompresses otherwise than it negotiated (RFC 7692 7.2).",
        "Until its library is updated, switch compression off there: leave Sec-WebSocket-Extensions"
            + " out of the 101.",
        "A proxy that takes Sec-WebSocket-Extensions out of one direction only has the same effect:"
            + " ask the server directly to tell.");
  }

  private Diagnosis broken(Run run) {
    return switch (run.last()) {
      case BROKEN ->
          Diagnosis.of(
              Party.APPLICATION,
              "The server sends what a client cannot read: " + run.broken() + ".",
              "Update the server's library, or switch its compression off.",
              "If a proxy takes Sec-WebSocket-Extensions out of the 101 only, let it pass.");
      case SILENT ->
          Diagnosis.of(
              Party.APPLICATION,
              "After a text message the server answers nothing, not even a ping.",
              "Look whether the application hangs in its message handler.");
      default ->
          Diagnosis.of(
              Party.APPLICATION,
              "The connection ends "
                  + run.end().orElseGet(CloseResult::withoutCloseFrame)
                  + " when a text message is sent that is right.",
              "Read the server's log at this second: its message handler fails.",
              "If the server gets nothing, a filter between ends the connection: use wss:.");
    };
  }
}
