package io.parley.probe.http2;

import io.parley.probe.Frame;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.ServerFacts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What the prober does on a connection of HTTP/2. Each wait also ends where the server gives up the
 * connection.
 */
final class ConnectionScript {
  /** Eight octets that tell, by the server's acknowledgement, what it sent before. */
  static final String MARK = "parley-1";

  /** Long enough for any server that wants to send more. */
  private static final Duration GRACE = Duration.ofMillis(400);

  private final ServerFacts serverFacts;
  private final Script script;

  private ConnectionScript(ServerFacts serverFacts, Script script) {
    this.serverFacts = serverFacts;
    this.script = script;
  }

  /** Begins a connection, and acknowledges the server's settings. */
  static ConnectionScript begin(ServerFacts serverFacts, int... settings) {
    return new ConnectionScript(serverFacts, Script.over(FrameLines.PROTOCOL))
        .raw(FrameLines.PREFACE + Http2Frame.settings(settings).octets())
        .until("SETTINGS", server -> !server.frames().isEmpty())
        .send(Http2Frame.settingsAck());
  }

  /** Begins a connection with an ordinary request on stream 1, without waiting for settings. */
  static ConnectionScript early(ServerFacts serverFacts) {
    Http2Frame request =
        Http2Frame.headers(1, StreamRequest.get(serverFacts)).flagged(Http2Frame.END_STREAM);
    return new ConnectionScript(serverFacts, Script.over(FrameLines.PROTOCOL))
        .raw(FrameLines.PREFACE + Http2Frame.settings().octets() + request.octets());
  }

  /** Sends the plain handshake on stream 1 with a change, and waits for the answer. */
  static BiFunction<ServerFacts, ProbeRequest, Script> asking(UnaryOperator<StreamRequest> change) {
    return (serverFacts, none) -> begin(serverFacts).open(1, change).script();
  }

  /** Opens a WebSocket on stream 1, and goes on. */
  static BiFunction<ServerFacts, ProbeRequest, Script> socket(
      UnaryOperator<ConnectionScript> steps) {
    return (serverFacts, none) ->
        steps.apply(begin(serverFacts).open(1, UnaryOperator.identity())).script();
  }

  /** Begins a connection with these settings, and goes on. */
  static BiFunction<ServerFacts, ProbeRequest, Script> connection(
      UnaryOperator<ConnectionScript> steps, int... settings) {
    return (serverFacts, none) -> steps.apply(begin(serverFacts, settings)).script();
  }

  /** Sends the plain handshake with a change, and waits for the answer. */
  ConnectionScript open(int stream, UnaryOperator<StreamRequest> change) {
    return send(Http2Frame.headers(stream, change.apply(connect()))).answered(stream);
  }

  /** Sends an ordinary request, and waits for the answer. */
  ConnectionScript get(int stream) {
    return send(Http2Frame.headers(stream, StreamRequest.get(serverFacts))
            .flagged(Http2Frame.END_STREAM))
        .answered(stream);
  }

  StreamRequest connect() {
    return StreamRequest.connect(serverFacts);
  }

  ConnectionScript answered(int stream) {
    return until("the answer", server -> server.stream(stream).isAnswered());
  }

  ConnectionScript send(Http2Frame... frames) {
    return raw(octets(Arrays.asList(frames)));
  }

  ConnectionScript send(List<Http2Frame> frames) {
    return raw(octets(frames));
  }

  /** Sends frames if that stream's handshake was accepted. */
  ConnectionScript sendOpen(int stream, Http2Frame... frames) {
    return then(
        script.sendIf(
            octets -> ServerFrames.read(octets).stream(stream).isAccepted(),
            octets(Arrays.asList(frames))));
  }

  /** Sends WebSocket frames in one DATA frame if the handshake was accepted. */
  ConnectionScript frames(int stream, Frame... frames) {
    return sendOpen(stream, Http2Frame.data(stream, webSocket(frames)));
  }

  static String webSocket(Frame... frames) {
    return String.join("", Arrays.stream(frames).map(Frame::octets).toList());
  }

  /** Waits for that many pongs, or the end, if the handshake was accepted. */
  ConnectionScript ponged(int stream, int pongs) {
    return untilOpen(stream, "a pong", of -> of.count(Frame.PONG) >= pongs);
  }

  /** Waits for a message, or the end, if the handshake was accepted. */
  ConnectionScript answeredText(int stream) {
    return untilOpen(stream, "a message", of -> of.count(Frame.TEXT) > 0);
  }

  /** Waits until the server has failed the WebSocket, if the handshake was accepted. */
  ConnectionScript closed(int stream) {
    return untilOpen(stream, "a close frame", of -> of.count(Frame.CLOSE) > 0);
  }

  /** Waits for the end of the stream, if the handshake was accepted. */
  ConnectionScript ended(int stream) {
    return untilOpen(stream, "the end of the stream", of -> false);
  }

  private ConnectionScript untilOpen(int stream, String what, Predicate<ServerStream> enough) {
    return until(
        what,
        server -> {
          ServerStream of = server.stream(stream);
          return enough.test(of) || !of.isAccepted() || of.isOver();
        });
  }

  /** Gives the server time to send, and marks what it has sent until then. */
  ConnectionScript mark() {
    return then(script.pause(GRACE))
        .send(Http2Frame.ping(MARK))
        .until("the acknowledgement", server -> server.hasPingAck(MARK));
  }

  /** Waits until the server has sent enough, or gives up the connection. */
  ConnectionScript until(String what, Predicate<ServerFrames> enough) {
    return then(
        script.until(
            what,
            octets -> {
              ServerFrames server = ServerFrames.read(octets);
              return enough.test(server)
                  || server.goAway().isPresent()
                  || octets.startsWith("HTTP/1");
            }));
  }

  private ConnectionScript raw(String octets) {
    return then(script.send(octets));
  }

  private ConnectionScript then(Script longer) {
    return new ConnectionScript(serverFacts, longer);
  }

  private static String octets(List<Http2Frame> frames) {
    return String.join("", frames.stream().map(Http2Frame::octets).toList());
  }

  Script script() {
    return script;
  }
}
