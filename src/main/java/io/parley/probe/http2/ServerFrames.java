package io.parley.probe.http2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that the server sent on a connection. */
final class ServerFrames {
  private static final ServerStream SILENT =
      new ServerStream(Optional.empty(), "", false, Optional.empty());

  private final List<Http2Frame> frames;
  private final Map<Integer, ServerStream> streams = new HashMap<>();
  private final Map<Integer, StringBuilder> data = new HashMap<>();
  private final ResponseFieldsReader fieldsReader = new ResponseFieldsReader();
  private final StringBuilder block = new StringBuilder();

  private ServerFrames(List<Http2Frame> frames) {
    this.frames = frames;
    frames.forEach(this::take);
  }

  static ServerFrames read(String octets) {
    return new ServerFrames(Http2Frame.read(octets));
  }

  private void take(Http2Frame frame) {
    ServerStream before = streams.getOrDefault(frame.stream(), SILENT);
    ServerStream after =
        switch (frame.type()) {
          case Http2Frame.HEADERS, Http2Frame.CONTINUATION -> fields(before, frame);
          case Http2Frame.DATA -> data(before, frame);
          case Http2Frame.RST_STREAM ->
              new ServerStream(before.head(), "", before.ended(), Optional.of(frame.number(0)));
          default -> before;
        };
    streams.put(frame.stream(), after);
  }

  private ServerStream data(ServerStream before, Http2Frame frame) {
    data.computeIfAbsent(frame.stream(), id -> new StringBuilder()).append(frame.content());
    boolean ended = before.ended() || frame.has(Http2Frame.END_STREAM);
    return new ServerStream(before.head(), "", ended, before.reset());
  }

  private ServerStream fields(ServerStream before, Http2Frame frame) {
    boolean ended = before.ended() || (frame.is(Http2Frame.HEADERS) && frame.has(1));
    block.append(frame.content());
    Optional<ResponseFields> head = before.head();
    if (frame.has(Http2Frame.END_HEADERS)) {
      ResponseFields read = fieldsReader.read(block.toString());
      block.setLength(0);
      head = head.or(() -> Optional.of(read).filter(ResponseFields::isFinal));
    }
    return new ServerStream(head, "", ended, before.reset());
  }

  List<Http2Frame> frames() {
    return frames;
  }

  ServerStream stream(int id) {
    ServerStream of = streams.getOrDefault(id, SILENT);
    String content = data.containsKey(id) ? data.get(id).toString() : "";
    return new ServerStream(of.head(), content, of.ended(), of.reset());
  }

  /** Whether the first frame is SETTINGS, as the server's preface has to be (RFC 9113 3.4). */
  boolean isHttp2() {
    return !frames.isEmpty()
        && frames.get(0).is(Http2Frame.SETTINGS)
        && frames.get(0).stream() == 0
        && !frames.get(0).has(Http2Frame.ACK);
  }

  /** All values that the server announced for a setting, in order. */
  List<Long> settings(int identifier) {
    return frames.stream()
        .filter(frame -> frame.is(Http2Frame.SETTINGS) && !frame.has(Http2Frame.ACK))
        .flatMap(frame -> frame.settings(identifier).stream())
        .toList();
  }

  boolean isAcknowledged() {
    return frames.stream()
        .anyMatch(frame -> frame.is(Http2Frame.SETTINGS) && frame.has(Http2Frame.ACK));
  }

  /** The error code of GOAWAY. */
  Optional<Long> goAway() {
    return frames.stream()
        .filter(frame -> frame.is(Http2Frame.GOAWAY))
        .map(frame -> frame.number(4))
        .findFirst();
  }

  boolean hasPingAck(String octets) {
    return frames.stream().anyMatch(frame -> isPingAck(frame, octets));
  }

  /** What the server sent before it acknowledged that ping. */
  ServerFrames beforePingAck(String octets) {
    List<Http2Frame> before = new ArrayList<>();
    for (Http2Frame frame : frames) {
      if (isPingAck(frame, octets)) {
        break;
      }
      before.add(frame);
    }
    return new ServerFrames(List.copyOf(before));
  }

  private static boolean isPingAck(Http2Frame frame, String octets) {
    return frame.is(Http2Frame.PING) && frame.has(Http2Frame.ACK) && frame.payload().equals(octets);
  }

  /** The sum of the increments of a window; stream 0 is the connection. */
  long increments(int stream) {
    return frames.stream()
        .filter(frame -> frame.is(Http2Frame.WINDOW_UPDATE) && frame.stream() == stream)
        .mapToLong(frame -> frame.number(0))
        .sum();
  }
}
