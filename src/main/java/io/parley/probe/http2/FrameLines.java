package io.parley.probe.http2;

import io.parley.probe.FieldLine;
import io.parley.probe.PrintableOctets;
import io.parley.probe.WireProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Shows octets of HTTP/2 to people: one line for a frame, and below it one for each field. */
final class FrameLines {
  static final WireProtocol PROTOCOL = new WireProtocol("h2", FrameLines::of);

  /** What a client sends first (RFC 9113 3.4). */
  static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private static final List<String> TYPES =
      List.of(
          "DATA",
          "HEADERS",
          "PRIORITY",
          "RST_STREAM",
          "SETTINGS",
          "PUSH_PROMISE",
          "PING",
          "GOAWAY",
          "WINDOW_UPDATE",
          "CONTINUATION");
  private static final List<String> SETTINGS =
      List.of(
          "",
          "HEADER_TABLE_SIZE",
          "ENABLE_PUSH",
          "MAX_CONCURRENT_STREAMS",
          "INITIAL_WINDOW_SIZE",
          "MAX_FRAME_SIZE",
          "MAX_HEADER_LIST_SIZE",
          "",
          "ENABLE_CONNECT_PROTOCOL");
  private static final Set<String> SECRETS =
      Set.of("authorization", "proxy-authorization", "cookie", "x-api-key");
  private static final int MAX_SETTING = 0xffff;

  private final List<String> lines = new ArrayList<>();
  private final ResponseFieldsReader fieldsReader = new ResponseFieldsReader();
  private final boolean ours;

  private FrameLines(boolean ours) {
    this.ours = ours;
  }

  /** Octets that are not HTTP/2 are shown as they are. */
  static List<String> of(String octets) {
    boolean preface = octets.startsWith(PREFACE);
    List<Http2Frame> frames =
        Http2Frame.read(preface ? octets.substring(PREFACE.length()) : octets);
    if (frames.isEmpty()) {
      return PrintableOctets.lines(octets);
    }
    FrameLines frameLines = new FrameLines(preface || isRequest(frames));
    if (preface) {
      frameLines.lines.add("(the preface of HTTP/2)");
    }
    frames.forEach(frameLines::frame);
    return bounded(frameLines.lines);
  }

  /** A step of a script is shown without those before it. */
  private static boolean isRequest(List<Http2Frame> frames) {
    return frames.get(0).is(Http2Frame.HEADERS);
  }

  private static List<String> bounded(List<String> lines) {
    int more = lines.size() - PrintableOctets.MAX_LINES;
    return more <= 0
        ? List.copyOf(lines)
        : Stream.concat(
                lines.stream().limit(PrintableOctets.MAX_LINES),
                Stream.of("… and " + more + " lines more"))
            .toList();
  }

  private void frame(Http2Frame frame) {
    String type =
        frame.type() < TYPES.size() ? TYPES.get(frame.type()) : "frame of type " + frame.type();
    String stream = frame.stream() == 0 ? "" : " on stream " + frame.stream();
    lines.add(type + stream + flags(frame) + content(frame));
    if (frame.is(Http2Frame.HEADERS)) {
      fields(frame).forEach(each -> lines.add("  " + PrintableOctets.brief(each)));
    }
  }

  private static String flags(Http2Frame frame) {
    boolean acknowledges = frame.is(Http2Frame.SETTINGS) || frame.is(Http2Frame.PING);
    boolean ends = frame.is(Http2Frame.DATA) || frame.is(Http2Frame.HEADERS);
    return (acknowledges && frame.has(Http2Frame.ACK) ? " ACK" : "")
        + (ends && frame.has(Http2Frame.END_STREAM) ? " END_STREAM" : "")
        + (ends && frame.has(Http2Frame.PADDED) ? " PADDED" : "");
  }

  private static String content(Http2Frame frame) {
    return switch (frame.type()) {
      case Http2Frame.HEADERS -> "";
      case Http2Frame.SETTINGS -> settings(frame);
      case Http2Frame.RST_STREAM -> " " + StreamErrorCode.shown(frame.number(0));
      case Http2Frame.GOAWAY ->
          " "
              + StreamErrorCode.shown(frame.number(4))
              + " "
              + quoted(frame.payload().substring(Math.min(8, frame.payload().length())));
      case Http2Frame.WINDOW_UPDATE -> " " + frame.number(0);
      default -> " " + quoted(frame.content());
    };
  }

  private static String settings(Http2Frame frame) {
    StringBuilder all = new StringBuilder();
    for (int id = 1; id < SETTINGS.size(); id++) {
      String name = SETTINGS.get(id).isEmpty() ? "setting " + id : SETTINGS.get(id);
      frame.settings(id).forEach(value -> all.append(' ').append(name).append('=').append(value));
    }
    frame.settings(MAX_SETTING).forEach(value -> all.append(" (unknown)=").append(value));
    return all.toString();
  }

  private static String quoted(String octets) {
    return '"' + PrintableOctets.brief(octets) + '"';
  }

  /** Secrets are shown as asterisks, however short they are. */
  private static String masked(FieldLine field) {
    return SECRETS.contains(field.name())
        ? field.name() + ": " + "*".repeat(field.value().length())
        : field.toString();
  }

  private List<String> fields(Http2Frame frame) {
    if (ours || !frame.has(Http2Frame.END_HEADERS)) {
      return FieldBlock.read(frame.content()).stream().map(FrameLines::masked).toList();
    }
    ResponseFields read = fieldsReader.read(frame.content());
    Stream<String> first =
        Stream.of(read.flaw().isEmpty() ? ":status: " + read.status() : read.flaw());
    return Stream.concat(first, read.fields().stream().map(FieldLine::toString)).toList();
  }
}
