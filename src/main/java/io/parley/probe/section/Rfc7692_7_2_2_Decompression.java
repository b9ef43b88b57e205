package io.parley.probe.section;

import static io.parley.probe.ExpectDeflate.echoed;
import static io.parley.probe.ExpectFrames.failed;

import io.parley.probe.Capability;
import io.parley.probe.CaseOutcome;
import io.parley.probe.DeflateCodec;
import io.parley.probe.Exchange;
import io.parley.probe.Expectation;
import io.parley.probe.Frame;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.util.List;
import java.util.function.BiFunction;

/** Decompression. */
final class Rfc7692_7_2_2_Decompression {
  private static final String FIELD = "Sec-WebSocket-Extensions";

  private static final String FIRST = "the room is open to all who keep their word";
  private static final String SECOND = "the room is open to all who keep their word, still";

  private Rfc7692_7_2_2_Decompression() {}

  static Section section() {
    return Section.of("rfc7692", "7.2.2", "Decompression")
        .needing(Capability.DEFLATE)
        .must(
            "send a compressed message",
            "read it",
            messages(DeflateCodec.compress("parley")),
            echoed("parley"))
        .must("send an empty message, compressed", "read it", messages("\0"), echoed(""))
        .must(
            "send it in a stored block",
            "read it",
            messages(DeflateCodec.store("parley")),
            echoed("parley"))
        .must(
            "send it in a final block",
            "read it",
            messages(DeflateCodec.compressFinally("parley")),
            echoed("parley"))
        .must(
            "send a large one that shrinks much",
            "read it",
            messages(DeflateCodec.compress("parley".repeat(500))),
            echoed("parley".repeat(500)))
        .must(
            "send it in two frames and a ping between",
            "read it",
            Rfc7692_7_2_2_Decompression::fragments,
            echoed("parley, parley, parley"))
        .must(
            "compress by the message before",
            "read it where context is kept",
            Rfc7692_7_2_2_Decompression::takeover,
            takeoverEchoed())
        .must(
            "send what is not DEFLATE",
            "fail the connection",
            messages("\u0007\u00ff\u00ff\u00ff\u00ff"),
            failed())
        .must(
            "send compressed text that is not UTF-8",
            "fail the connection",
            messages(DeflateCodec.compress("\u00c3(\u00ff")),
            failed());
  }

  private static BiFunction<ServerFacts, ProbeRequest, Script> messages(String... payloads) {
    return (serverFacts, r) -> {
      Script script = Script.of(r.with(FIELD, "permessage-deflate"));
      for (String payload : payloads) {
        script = script.frames(Frame.compressed(payload));
      }
      return script.frames(Frame.ping("behind")).ponged(1, payloads.length);
    };
  }

  private static Script fragments(ServerFacts serverFacts, ProbeRequest plain) {
    String payload = DeflateCodec.compress("parley, parley, parley");
    Frame first = Frame.compressed(payload.substring(0, 4)).withMoreToCome();
    Frame last = Frame.text(payload.substring(4)).of(0);
    return Script.of(plain.with(FIELD, "permessage-deflate"))
        .frames(first, Frame.ping("between"), last, Frame.ping("behind"))
        .ponged(2, 1);
  }

  private static Script takeover(ServerFacts serverFacts, ProbeRequest plain) {
    List<String> payloads = DeflateCodec.compressAll(FIRST, SECOND);
    return messages(payloads.get(0), payloads.get(1)).apply(serverFacts, plain);
  }

  private static Expectation takeoverEchoed() {
    Expectation expectation = echoed(FIRST, SECOND);
    return new Expectation(
        expectation.words(),
        (exchange, serverFacts) ->
            clientMustReset(exchange)
                ? CaseOutcome.skipped("the server takes messages without context only")
                : expectation.of(exchange, serverFacts));
  }

  private static boolean clientMustReset(Exchange exchange) {
    return exchange
        .answer()
        .filter(
            probeResponse ->
                probeResponse.values(FIELD).toString().contains("client_no_context_takeover"))
        .isPresent();
  }
}
