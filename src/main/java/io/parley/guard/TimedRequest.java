package io.parley.guard;

import io.parley.handshake.ClientHandshake;
import io.parley.handshake.Trace;
import io.parley.journal.AttemptId;
import io.parley.journal.HandshakeRecord;
import io.parley.journal.RecordedRequest;
import io.parley.journal.RecordedResponse;
import io.parley.journal.RequestRedaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A request with the time of its arrival, for the journal.
 *
 * @param nanos of the monotonic clock
 */
record TimedRequest(ReceivedRequest receivedRequest, Instant at, long nanos) {

  static TimedRequest now(ReceivedRequest receivedRequest) {
    return new TimedRequest(receivedRequest, Instant.now(), System.nanoTime());
  }

  HandshakeRecord accepted(AcceptedHandshake acceptedHandshake, RequestRedaction redaction) {
    return entry(
        acceptedHandshake.id(),
        acceptedHandshake.trace(),
        SwitchingProtocols.reply(acceptedHandshake.accept()),
        redaction);
  }

  HandshakeRecord refused(RefusalResponse refusalResponse, RequestRedaction redaction) {
    RecordedResponse recordedResponse =
        RecordedResponse.of(refusalResponse.status(), refusalResponse.fields());
    return entry(refusalResponse.id(), refusalResponse.trace(), recordedResponse, redaction);
  }

  private HandshakeRecord entry(
      String id, Trace trace, RecordedResponse recordedResponse, RequestRedaction redaction) {
    ClientHandshake clientHandshake = receivedRequest.clientHandshake();
    return new HandshakeRecord(
        id,
        AttemptId.of(receivedRequest.target()),
        at,
        Duration.ofNanos(System.nanoTime() - nanos),
        receivedRequest.address(),
        RecordedRequest.of(
            clientHandshake.method(),
            receivedRequest.target(),
            clientHandshake.protocol(),
            clientHandshake.headers(),
            redaction),
        trace,
        recordedResponse,
        Optional.empty());
  }
}
