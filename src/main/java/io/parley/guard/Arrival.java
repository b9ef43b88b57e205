package io.parley.guard;

import io.parley.handshake.Offer;
import io.parley.handshake.Trace;
import io.parley.journal.Attempt;
import io.parley.journal.Entry;
import io.parley.journal.Reply;
import io.parley.journal.Request;
import io.parley.journal.RequestRedaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A request and when it came, for the journal.
 *
 * @param nanos by the clock that measures
 */
record Arrival(Asked asked, Instant at, long nanos) {

  static Arrival now(Asked asked) {
    return new Arrival(asked, Instant.now(), System.nanoTime());
  }

  Entry accepted(Decision decision, RequestRedaction redaction) {
    return entry(decision.id(), decision.trace(), Switch.reply(decision.accept()), redaction);
  }

  Entry refused(Answer answer, RequestRedaction redaction) {
    Reply reply = Reply.of(answer.status(), answer.fields());
    return entry(answer.id(), answer.trace(), reply, redaction);
  }

  private Entry entry(String id, Trace trace, Reply reply, RequestRedaction redaction) {
    Offer offer = asked.offer();
    return new Entry(
        id,
        Attempt.of(asked.target()),
        at,
        Duration.ofNanos(System.nanoTime() - nanos),
        asked.address(),
        Request.of(offer.method(), asked.target(), offer.protocol(), offer.headers(), redaction),
        trace,
        reply,
        Optional.empty());
  }
}
