package io.parley.probe.http2.strict;

import static io.parley.probe.http2.strict.TunnelFlaw.*;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One connection of HTTP/2: reads frames until the client leaves or a rule is broken. */
final class TunnelConnection {
  private static final int PREFACE = 24;
  private static final int ACK = 1;
  private static final int END_HEADERS = 4;
  private static final int PADDED = 8;
  private static final int PRIORITY = 0x20;
  private static final int PROTOCOL_ERROR = 1;
  private static final int FLOW_CONTROL_ERROR = 3;
  private static final int RST_STREAM = 3;
  private static final int GOAWAY = 7;
  private static final int PARAMETER = 8;

  private static final class Frame {
    private final int type;
    private final int flags;
    private final int stream;
    private final byte[] payload;

    Frame(int type, int flags, int stream, byte[] payload) {
      this.type = type;
      this.flags = flags;
      this.stream = stream;
      this.payload = payload;
    }

    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1;
  }

  private final DataInputStream in;
  private final FrameWriter writer;
  private final Set<TunnelFlaw> flaws;
  private final String origin;
  private final Map<Integer, Tunnel> tunnels = new HashMap<>();
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private final Map<Integer, Integer> settings = new HashMap<>();
  private boolean established;

  TunnelConnection(Socket socket, Set<TunnelFlaw> flaws) throws IOException {
    in = new DataInputStream(socket.getInputStream());
    writer = new FrameWriter(socket.getOutputStream(), flaws);
    this.flaws = flaws;
    origin = "http://127.0.0.1:" + socket.getLocalPort();
    if (flaws.contains(SPEAKS_HTTP_1_1)) {
      byte[] answer = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(answer);
    } else {
      writer.frame(4, 0, 0, announced());
    }
  }

  private byte[] announced() {
    return flaws.contains(OMITS_PERMISSION)
        ? new byte[0]
        : permission(flaws.contains(ANNOUNCES_TWO) ? 2 : 1);
  }

  private static byte[] permission(int value) {
    return ByteBuffer.allocate(6).putShort((short) PARAMETER).putInt(value).array();
  }

  void serve() throws IOException {
    try {
      in.readNBytes(PREFACE);
      while (true) {
        take(read());
      }
    } catch (Broken e) {
      writer.error(GOAWAY, 0, PROTOCOL_ERROR);
    } finally {
      writer.close();
    }
  }

  private Frame read() throws IOException {
    int head = in.readInt();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = new byte[head >>> 8];
    in.readFully(payload);
    return new Frame(head & 0xff, flags, stream, payload);
  }

  private void take(Frame frame) throws IOException, Broken {
    switch (frame.type) {
      case 0 -> data(frame);
      case 1, 9 -> headers(frame);
      case RST_STREAM -> reset(frame);
      case 4 -> settings(frame);
      case 6 -> ping(frame);
      case 8 -> window(frame);
      default -> breakIf(frame.type > 9 && flaws.contains(BREAKS_ON_UNKNOWN_FRAMES));
    }
  }

  private static void breakIf(boolean broken) throws Broken {
    if (broken) {
      throw new Broken();
    }
  }

  private void settings(Frame frame) throws IOException, Broken {
    if (frame.has(ACK)) {
      return;
    }
    breakIf(established && flaws.contains(BREAKS_ON_LATER_SETTINGS));
    ByteBuffer payload = ByteBuffer.wrap(frame.payload);
    while (payload.hasRemaining()) {
      settings.put(payload.getShort() & 0xffff, payload.getInt());
    }
    breakIf(settings.containsKey(0xffff) && flaws.contains(BREAKS_ON_UNKNOWN_SETTINGS));
    if (settings.containsKey(4)) {
      writer.initialWindow(settings.get(4));
    }
    if (!flaws.contains(ACKNOWLEDGES_NOTHING)) {
      writer.frame(4, ACK, 0, new byte[0]);
    }
  }

  private void ping(Frame frame) throws IOException {
    if (!flaws.contains(LOSES_PINGS_OF_HTTP_2)) {
      writer.frame(6, ACK, 0, frame.payload);
    }
  }

  private void window(Frame frame) throws IOException {
    int increment = ByteBuffer.wrap(frame.payload).getInt();
    if (increment == 0 && !flaws.contains(IGNORES_EMPTY_UPDATES)) {
      writer.error(RST_STREAM, frame.stream, PROTOCOL_ERROR);
    } else if (!writer.grow(frame.stream, increment) && !flaws.contains(IGNORES_OVERFLOWS)) {
      writer.error(RST_STREAM, frame.stream, FLOW_CONTROL_ERROR);
    }
  }

  private void reset(Frame frame) throws IOException, Broken {
    breakIf(flaws.contains(BREAKS_ON_RESETS));
    breakIf(flaws.contains(BREAKS_ON_LATE_RESETS) && established);
    end(frame.stream);
  }

  private void end(int stream) throws IOException {
    Tunnel tunnel = tunnels.remove(stream);
    if (tunnel != null) {
      tunnel.end();
    }
  }

  private void data(Frame frame) throws IOException, Broken {
    byte[] content = content(frame);
    boolean empty = content.length == 0 && !frame.has(1);
    if ((empty && flaws.contains(BREAKS_ON_EMPTY_DATA))
        || (content.length == 1 && flaws.contains(WANTS_WHOLE_FRAMES))) {
      writer.error(RST_STREAM, frame.stream, PROTOCOL_ERROR);
      end(frame.stream);
      return;
    }
    Tunnel tunnel = tunnels.get(frame.stream);
    if (tunnel != null) {
      tunnel.feed(content);
      if (frame.has(1)) {
        tunnel.end();
      }
    }
  }

  private byte[] content(Frame frame) throws Broken {
    byte[] all = frame.payload;
    boolean padded = frame.has(PADDED) && !flaws.contains(KEEPS_PADDING);
    int from = padded ? 1 : 0;
    int padding = padded ? all[0] & 0xff : 0;
    boolean wrong = from + padding > all.length;
    breakIf(wrong && !flaws.contains(TAKES_ANY_PADDING));
    if (frame.type == 1 && frame.has(PRIORITY)) {
      breakIf(flaws.contains(BREAKS_ON_PRIORITY));
      from += 5;
    }
    return wrong ? new byte[0] : Arrays.copyOfRange(all, from, all.length - padding);
  }

  private void headers(Frame frame) throws IOException, Broken {
    breakIf(frame.type == 9 && flaws.contains(BREAKS_ON_CONTINUATION));
    block.writeBytes(frame.type == 9 ? frame.payload : content(frame));
    if (frame.has(END_HEADERS)) {
      byte[] whole = block.toByteArray();
      block.reset();
      try {
        request(frame.stream, Request.read(whole));
      } catch (ArrayIndexOutOfBoundsException | StringIndexOutOfBoundsException e) {
        throw new Broken();
      }
    }
  }

  private void request(int stream, Request request) throws IOException, Broken {
    RequestRules rules = new RequestRules(request, flaws);
    if (rules.isMalformed()) {
      writer.error(RST_STREAM, stream, PROTOCOL_ERROR);
    } else if (request.first(":method").equals("GET") && !request.has(":protocol")) {
      get(stream);
    } else {
      Optional<Integer> refusal = minded().or(() -> rules.refusal(origin));
      if (refusal.isPresent()) {
        respond(stream, 1, ResponseFields.refusal(refusal.get(), flaws));
      } else {
        accept(stream, ResponseFields.acceptance(request, flaws));
      }
    }
  }

  private void get(int stream) throws IOException {
    if (!flaws.contains(IGNORES_GETS)) {
      respond(stream, 1, ResponseFields.refusal(404, flaws));
    }
  }

  /** The refusals of a server that looks at the client's settings, or at the tunnels there are. */
  private Optional<Integer> minded() {
    boolean set = settings.containsKey(PARAMETER);
    boolean minded =
        (flaws.contains(WANTS_CLIENT_SETTING) && !set)
            || (flaws.contains(WANTS_NO_CLIENT_SETTING) && set)
            || (flaws.contains(MINDS_ZERO_OF_CLIENTS) && settings.getOrDefault(PARAMETER, 1) == 0)
            || (flaws.contains(SERVES_ONE_WEBSOCKET) && established);
    return minded ? Optional.of(503) : Optional.empty();
  }

  private void accept(int stream, ResponseFields response) throws IOException {
    established = true;
    respond(stream, 0, response);
    if (flaws.contains(TAKES_PERMISSION_BACK)) {
      writer.frame(4, 0, 0, permission(0));
    }
    tunnels.put(stream, Tunnel.open(stream, response.extension(), writer, flaws));
  }

  private void respond(int stream, int flags, ResponseFields response) throws IOException {
    writer.frame(1, END_HEADERS | flags, stream, response.block());
  }
}
