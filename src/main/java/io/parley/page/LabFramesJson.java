package io.parley.page;

import java.io.StringWriter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Reads and writes the frames of the lab's WebSockets as JSON, see {@code handshakes-api.md}. */
final class LabFramesJson {
  private static final JsonFactory JSON = new JsonFactory();

  private static final Map<String, Integer> OPCODES =
      Map.of(
          "text",
          1,
          "binary",
          2,
          "close",
          LabFrame.CLOSE,
          "ping",
          LabFrame.PING,
          "pong",
          LabFrame.PONG);

  private LabFramesJson() {}

  /** A message to send, in one frame. */
  static final class Message {
    private final int opcode;
    private final byte[] payload;

    private Message(int opcode, byte[] payload) {
      this.opcode = opcode;
      this.payload = payload;
    }

    private boolean fits() {
      return opcode < LabFrame.CLOSE || payload.length <= LabFrame.MOST_CONTROL;
    }

    int opcode() {
      return opcode;
    }

    byte[] payload() {
      return payload.clone();
    }
  }

  /** Returns the message; empty where the JSON is not such an object. */
  static Optional<Message> read(byte[] body) {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          texts.put(name, parser.getString());
        } else {
          parser.skipChildren();
        }
      }
      return parser.nextToken() == null ? message(texts) : Optional.empty();
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<Message> message(Map<String, String> texts) {
    Optional<Integer> opcode = Optional.ofNullable(OPCODES.get(texts.getOrDefault("opcode", "")));
    try {
      byte[] payload = Base64.getDecoder().decode(texts.getOrDefault("base64", "?"));
      return opcode.map(each -> new Message(each, payload)).filter(Message::fits);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /**
   * Describes frames.
   *
   * @param ended why the connection has ended; empty where it is open
   */
  static String write(List<LabWebSocket.Recorded> frames, Optional<String> ended) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("frames");
      frames.forEach(each -> write(json, each));
      json.writeEndArray();
      ended.ifPresent(why -> json.writeStringProperty("ended", why));
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, LabWebSocket.Recorded recorded) {
    json.writeStartObject();
    json.writeNumberProperty("number", recorded.number());
    json.writeStringProperty("direction", recorded.sent() ? "out" : "in");
    json.writeNumberProperty("micros", recorded.micros());
    json.writeNumberProperty("size", recorded.frame().size());
    json.writeStringProperty(
        "base64", Base64.getEncoder().encodeToString(recorded.frame().octets()));
    json.writeEndObject();
  }
}
