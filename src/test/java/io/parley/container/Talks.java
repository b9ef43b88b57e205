package io.parley.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.Wire;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Tests conversations over the endpoints of one context. */
record Talks(int port, String context) {
  private static final byte[] PART = new byte[Deployment.MAX_MESSAGE / 2];

  private Wire open(String path) throws IOException {
    return Wire.open(port, context + path);
  }

  private String request(String path, String... fields) {
    String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    return "GET %s%s HTTP/1.1\r\nHost: localhost:%d\r\n%s".formatted(context, path, port, more)
        + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
  }

  int status(String field) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.ask(request("/chat", field)).status();
    }
  }

  /** A handshake of a version that does not exist. */
  void refused(String path) throws IOException {
    try (RawClient client = new RawClient(port)) {
      String request = request(path).replace("Version: 13", "Version: 25");
      assertThat(client.ask(request).status()).isEqualTo(400);
    }
  }

  List<String> welcome() throws IOException {
    try (RawClient client = new RawClient(port)) {
      String path = context + "/chat/tea";
      client.ask(request("/chat/tea", "Sec-WebSocket-Protocol: parley.1.json"));
      Map<String, Object> welcome = Json.object(Wire.over(client).read().text());
      Map<String, Object> handshake = Json.object(welcome, "handshake");
      assertThat(Json.object(handshake, "request")).containsEntry("target", path);
      return handshake.get("verdict").equals("accepted") ? List.of() : List.of("is not accepted");
    }
  }

  /** Opens a path, and returns once its session is a member of its room. */
  private Wire member(String path) throws IOException {
    Wire wire = open(path);
    wire.text("here");
    hears(wire, "data received");
    return wire;
  }

  /** Over two paths of one room. */
  void twoChat(String one, String other) throws IOException {
    try (Wire ann = member(one);
        Wire bob = member(other)) {
      hears(ann, "here");
      ann.text("grüße 你好");
      hears(bob, "grüße 你好");
      hears(ann, "data received");
      bob.binary((byte) 0, (byte) 0x7f);
      hears(ann, "\0\u007f");
    }
  }

  /** Reads up to it: who joins while an earlier message is handed out is told of that too. */
  private static void hears(Wire wire, String expected) throws IOException {
    Wire.Frame frame = wire.read();
    while (!frame.text().equals(expected)) {
      assertThat(frame.opcode()).as(frame.text()).isNotEqualTo(Wire.CLOSE);
      frame = wire.read();
    }
  }

  /**
   * Says something as soon as another's handshake is answered, when no session need be open yet.
   */
  void neverMissed(int tries) throws IOException {
    try (Wire bob = open("/chat/first-words")) {
      for (int i = 0; i < tries; i++) {
        try (Wire ann = open("/chat/first-words")) {
          bob.text("word " + i);
          assertThat(message(ann)).isEqualTo("word " + i);
          hears(bob, "data received");
        }
      }
    }
  }

  void echo() throws IOException {
    try (Wire wire = open("/echo")) {
      String text = "x".repeat(Deployment.MAX_MESSAGE);
      wire.text(text);
      assertThat(message(wire)).isEqualTo(text);
      wire.send(true, Wire.PING, new byte[] {'p'});
      assertThat(wire.read().opcode()).isEqualTo(Wire.PONG);
      wire.send(true, Wire.CLOSE, new byte[] {0x03, (byte) 0xe8});
      assertThat(wire.read().code()).isEqualTo(1000);
    }
  }

  List<String> tooBig() throws IOException {
    try (Wire wire = open("/echo")) {
      wire.text("x".repeat(Deployment.MAX_MESSAGE + 1));
      return tooBig(wire);
    }
  }

  List<String> tooBigInFragments() throws IOException {
    try (Wire wire = open("/echo")) {
      wire.send(false, Wire.TEXT, PART);
      wire.send(false, Wire.CONTINUATION, PART);
      wire.send(true, Wire.CONTINUATION, new byte[1]);
      return tooBig(wire);
    }
  }

  private static List<String> tooBig(Wire wire) throws IOException {
    try {
      Wire.Frame frame = wire.read();
      if (frame.opcode() != Wire.CLOSE || frame.code() != 1009) {
        return List.of("answers frame " + frame.opcode());
      }
      boolean named =
          frame.reason().replace(",", "").contains(Integer.toString(Deployment.MAX_MESSAGE));
      return named ? List.of() : List.of("1009 without the limit");
    } catch (EOFException | SocketException cut) {
      return List.of("cuts the connection");
    }
  }

  List<String> early() throws IOException {
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.writeBytes(request("/echo").getBytes(StandardCharsets.ISO_8859_1));
    segment.writeBytes(Wire.masked(0x81, "early".getBytes(StandardCharsets.UTF_8)));
    try (RawClient client = new RawClient(port)) {
      assertThat(client.send(segment.toByteArray()).answer().status()).isEqualTo(101);
      Wire wire = Wire.over(client);
      wire.text("late");
      String first = wire.read().text();
      return first.equals("early") ? List.of() : List.of("it is lost");
    } catch (EOFException | SocketTimeoutException never) {
      return List.of("the session never opens");
    }
  }

  /** RFC 7692 7.2: a message of the sample in 7.2.3.1, and its echo. */
  List<String> compressed() throws IOException {
    try (RawClient client = new RawClient(port)) {
      RawClient.Answer answer =
          client.ask(request("/echo", "Sec-WebSocket-Extensions: permessage-deflate"));
      if (answer.values("Sec-WebSocket-Extensions").isEmpty()) {
        return List.of("none");
      }
      byte[] deflated = deflate("parley ".repeat(200));
      Wire.Frame echoed = Wire.over(client.send(Wire.masked(0xc1, deflated))).read();
      boolean smaller = echoed.first() == 0xc1 && echoed.payload().length < 100;
      return smaller ? List.of() : List.of("echoes " + echoed.payload().length + " bytes");
    }
  }

  /**
   * RFC 7692 7.1.1: a client that did not offer to forget refers in each message to those before.
   * Another, that offered it, comes first: an engine may not mix the two up.
   */
  List<String> compressedInOneContext() throws Exception {
    List<String> forgetful = echoes("permessage-deflate; client_no_context_takeover");
    return forgetful.isEmpty() ? echoes("permessage-deflate") : forgetful;
  }

  private List<String> echoes(String offer) throws Exception {
    try (RawClient client = new RawClient(port)) {
      String answer =
          client
              .ask(request("/echo", "Sec-WebSocket-Extensions: " + offer))
              .value("Sec-WebSocket-Extensions");
      if (answer.isEmpty()) {
        return List.of("none");
      }
      Deflater one = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
      for (int i = 0; i < 5; i++) {
        String text = "parley ".repeat(20) + i;
        byte[] payload = deflate(answer.contains("client_no") ? deflater() : one, text);
        Wire.Frame echoed = Wire.over(client.send(Wire.masked(0xc1, payload))).read();
        if (echoed.opcode() != Wire.TEXT || !inflated(echoed.payload()).equals(text)) {
          return List.of("fails at message " + (i + 1));
        }
      }
      return List.of();
    }
  }

  private static String inflated(byte[] payload) throws Exception {
    Inflater inflater = new Inflater(true);
    inflater.setInput(tailed(payload));
    byte[] buffer = new byte[1_024];
    return new String(buffer, 0, inflater.inflate(buffer), StandardCharsets.UTF_8);
  }

  private static byte[] tailed(byte[] payload) {
    byte[] tailed = Arrays.copyOf(payload, payload.length + 4);
    tailed[payload.length + 2] = (byte) 0xff;
    tailed[payload.length + 3] = (byte) 0xff;
    return tailed;
  }

  /** RFC 6455 5.2: of 5 in two bytes, and of 200 in eight. */
  List<String> longLength() throws IOException {
    List<String> differences = new ArrayList<>();
    for (int size : new int[] {5, 200}) {
      boolean two = size == 5;
      ByteBuffer frame = ByteBuffer.allocate((two ? 8 : 14) + size).put((byte) 0x82);
      frame.put((byte) (two ? 0xfe : 0xff));
      (two ? frame.putShort((short) size) : frame.putLong(size)).put(new byte[4]);
      String answer = closing(frame.array(), "");
      if (!answer.startsWith("1002 ")) {
        differences.add(size + " in " + (two ? "two" : "eight") + " bytes: " + answer);
      }
    }
    return differences;
  }

  /** Of frames that Parley never gets to see. */
  List<String> closeReasons() throws IOException {
    List<String> differences = new ArrayList<>();
    for (String frame :
        List.of(
            "8182 00000000 fffe",
            "8381 00000000 78",
            "a181 00000000 78",
            "8081 00000000 78",
            "8881 00000000 03",
            "8883 00000000 03e8ff",
            "c184 00000000 ffffffff")) {
      byte[] bytes = HexFormat.of().parseHex(frame.replace(" ", ""));
      String close = closing(bytes, "Sec-WebSocket-Extensions: permessage-deflate");
      if (close.matches(".*(\\b[a-z]+\\.[a-z]+\\.|Exception|Error\\b).*")) {
        differences.add(frame + ": " + close);
      }
    }
    return differences;
  }

  /** The code and the reason that a frame is answered with, or what else is. */
  private String closing(byte[] frame, String field) throws IOException {
    try (RawClient client = new RawClient(port)) {
      assertThat(client.ask(request("/echo", field.isEmpty() ? "X-None: 1" : field)).status())
          .isEqualTo(101);
      Wire.Frame answer = Wire.over(client.send(frame)).read();
      boolean close = answer.opcode() == Wire.CLOSE && answer.payload().length >= 2;
      return close ? answer.code() + " " + answer.reason() : "frame " + answer.opcode();
    } catch (EOFException | SocketException cut) {
      return "cut";
    } catch (SocketTimeoutException silent) {
      return "silent";
    }
  }

  private static Deflater deflater() {
    return new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  }

  private static byte[] deflate(String text) {
    return deflate(deflater(), text);
  }

  private static byte[] deflate(Deflater deflater, String text) {
    deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
    byte[] buffer = new byte[1_024];
    int size = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
    return Arrays.copyOf(buffer, size - 4); // without 00 00 ff ff
  }

  /** Sends 16 MB past a member that reads nothing: more than it may keep waiting anywhere. */
  List<String> stalled() throws IOException {
    byte[] much = new byte[Deployment.MAX_MESSAGE];
    try (Wire stalled = Wire.open(port, context + "/chat/slow", 4_096);
        Wire ann = member("/chat/slow");
        Wire bob = member("/chat/slow")) {
      hears(ann, "here");
      for (int i = 0; i < 800; i++) {
        ann.binary(much);
        assertThat(message(bob)).hasSize(much.length);
        assertThat(message(ann)).isEqualTo("data received");
      }
      return cut(stalled) ? List.of() : List.of("it stays connected");
    } catch (SocketTimeoutException waiting) {
      return List.of("the others wait for it");
    }
  }

  private static boolean cut(Wire wire) throws IOException {
    try {
      return wire.ended();
    } catch (SocketTimeoutException stays) {
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  private static String message(Wire wire) throws IOException {
    StringBuilder message = new StringBuilder();
    while (true) {
      Wire.Frame frame = wire.read();
      if (frame.opcode() == Wire.PING) {
        continue;
      }
      message.append(new String(frame.payload(), StandardCharsets.ISO_8859_1));
      if (frame.fin()) {
        return message.toString();
      }
    }
  }
}
