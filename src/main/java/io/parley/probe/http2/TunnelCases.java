package io.parley.probe.http2;

import static io.parley.probe.http2.ConnectionScript.socket;
import static io.parley.probe.http2.ConnectionScript.webSocket;
import static io.parley.probe.http2.ExpectStream.accepted;
import static io.parley.probe.http2.ExpectStream.stream;
import static io.parley.probe.http2.ExpectTunnel.closed;
import static io.parley.probe.http2.ExpectTunnel.echoed;
import static io.parley.probe.http2.ExpectTunnel.ended;
import static io.parley.probe.http2.ExpectTunnel.failed;
import static io.parley.probe.http2.ExpectTunnel.ponged;

import io.parley.probe.Capability;
import io.parley.probe.DeflateCodec;
import io.parley.probe.Frame;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.util.function.BiFunction;

/** The cases of RFC 8441 5 about what goes through an accepted stream, and how it ends. */
final class TunnelCases {
  private static final Frame PING = Frame.ping("parley");
  private static final Frame CLOSE = Frame.text(ExpectTunnel.NORMAL_CLOSURE).of(Frame.CLOSE);
  private static final String LONG_TEXT = "parley ".repeat(700);
  private static final String EXTENSIONS = "sec-websocket-extensions";

  private TunnelCases() {}

  static void addTo(Section section) {
    section.needingOnly(Capability.EXTENDED_CONNECT);
    frames(section);
    wrongFrames(section);
    endings(section);
    messages(section);
  }

  private static void frames(Section section) {
    section
        .must(
            "send a ping in one DATA frame",
            "answer it",
            socket(c -> c.frames(1, PING).ponged(1, 1)),
            ponged("parley"))
        .must(
            "split a ping over DATA frames of one octet",
            "put it together",
            socket(c -> c.sendOpen(1, octetByOctet(webSocket(PING))).ponged(1, 1)),
            ponged("parley"))
        .must(
            "send two pings in one DATA frame",
            "answer both",
            socket(c -> c.frames(1, Frame.ping("a"), Frame.ping("b")).ponged(1, 2)),
            ponged("a").and(ponged("b")))
        .must(
            "send a DATA frame without octets before a ping",
            "go on",
            socket(c -> c.sendOpen(1, Http2Frame.data(1, "")).frames(1, PING).ponged(1, 1)),
            ponged("parley"));
  }

  private static void wrongFrames(Section section) {
    section
        .must("send a frame without a mask", "fail it", wrong(Frame.text("a").unmasked()), failed())
        .must("set a reserved bit", "fail it", wrong(Frame.text("a").reserving(2)), failed())
        .must("send an unknown opcode", "fail it", wrong(Frame.text("a").of(3)), failed());
  }

  private static BiFunction<ServerFacts, ProbeRequest, Script> wrong(Frame frame) {
    return socket(c -> c.frames(1, frame, PING).closed(1).mark());
  }

  private static void endings(Section section) {
    section
        .must(
            "send a close frame",
            "answer with a close frame",
            socket(c -> c.frames(1, CLOSE).closed(1)),
            closed())
        .must(
            "send a close frame",
            "end the stream in order",
            socket(c -> c.frames(1, CLOSE).ended(1)),
            ended())
        .must(
            "end our half of the stream without a close frame",
            "end theirs",
            socket(c -> c.sendOpen(1, Http2Frame.data(1, "").flagged(1)).ended(1)),
            stream(1, "ends the stream", of -> of.isAccepted() && of.isOver()))
        .must(
            "reset one of two WebSockets",
            "go on with the other",
            socket(
                c ->
                    c.open(3, r -> r)
                        .send(Http2Frame.reset(1, StreamErrorCode.CANCEL))
                        .frames(3, PING)
                        .ponged(3, 1)),
            ponged(3, "parley"))
        .must(
            "open another WebSocket after the first is closed",
            "accept",
            socket(c -> c.frames(1, CLOSE).closed(1).open(3, r -> r)),
            accepted(3))
        .best(
            "reset the stream after the close frame was answered",
            "keep the connection",
            socket(
                c ->
                    c.frames(1, CLOSE)
                        .closed(1)
                        .send(Http2Frame.reset(1, StreamErrorCode.CANCEL))
                        .mark()
                        .open(3, r -> r)),
            accepted(3));
  }

  private static void messages(Section section) {
    section
        .needingOnly(Capability.EXTENDED_CONNECT, Capability.ECHO)
        .must("send a text", "send it back", text("parley"), echoed("parley"))
        .must(
            "send a text of 4,900 octets", "send it back whole", text(LONG_TEXT), echoed(LONG_TEXT))
        .must(
            "send a text in two frames, each in its own DATA frame",
            "send it back whole",
            socket(
                c ->
                    c.frames(1, Frame.text("par").withMoreToCome())
                        .frames(1, Frame.text("ley").of(Frame.CONTINUATION))
                        .answeredText(1)),
            echoed("parley"))
        .needingOnly(Capability.EXTENDED_CONNECT, Capability.ECHO, Capability.DEFLATE)
        .must(
            "send a compressed text",
            "decompress it",
            (facts, none) ->
                ConnectionScript.begin(facts)
                    .open(1, r -> r.with(EXTENSIONS, "permessage-deflate"))
                    .frames(1, Frame.compressed(DeflateCodec.compress("parley parley")))
                    .answeredText(1)
                    .script(),
            echoed("parley parley"));
  }

  private static BiFunction<ServerFacts, ProbeRequest, Script> text(String text) {
    return socket(c -> c.frames(1, Frame.text(text)).answeredText(1));
  }

  private static Http2Frame[] octetByOctet(String octets) {
    return octets
        .chars()
        .mapToObj(octet -> Http2Frame.data(1, String.valueOf((char) octet)))
        .toArray(Http2Frame[]::new);
  }
}
