package io.parley.page;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the lab's requests and writes its responses as JSON, see {@code handshakes-api.md}. */
final class LabJson {
  private static final JsonFactory JSON = new JsonFactory();

  private LabJson() {}

  /** Returns the request; empty where the JSON is not such an object. */
  static Optional<LabRequest> read(byte[] body) {
    Map<String, String> texts = new HashMap<>();
    List<String> fields = new ArrayList<>();
    boolean stay = false;
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        boolean list = name.equals("fields");
        JsonToken token = parser.nextToken();
        if (list && token == JsonToken.START_ARRAY) {
          fields = strings(parser);
          texts.put(name, "");
        } else if (!list && token == JsonToken.VALUE_STRING) {
          texts.put(name, parser.getString());
        } else if (name.equals("stay")) {
          stay = token == JsonToken.VALUE_TRUE;
        } else {
          parser.skipChildren();
        }
      }
      boolean whole = texts.keySet().containsAll(List.of("method", "path", "version", "fields"));
      return whole && parser.nextToken() == null
          ? Optional.of(
              new LabRequest(
                  texts.get("method"), texts.get("path"), texts.get("version"), fields, stay))
          : Optional.empty();
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }

  private static List<String> strings(JsonParser parser) {
    List<String> strings = new ArrayList<>();
    while (parser.nextToken() == JsonToken.VALUE_STRING) {
      strings.add(parser.getString());
    }
    if (parser.currentToken() != JsonToken.END_ARRAY) {
      throw new NotStringsException();
    }
    return strings;
  }

  /** Thrown and caught inside {@link #read} only. */
  private static final class NotStringsException extends JacksonException {
    private static final long serialVersionUID = 1;

    NotStringsException() {
      super("fields are strings");
    }

    @Override
    public Object processor() {
      return null;
    }
  }

  /** Describes the targets of the lab. */
  static String write(List<String> paths, boolean malformed) {
    return object(
        json -> {
          json.writeArrayPropertyStart("paths");
          paths.forEach(json::writeString);
          json.writeEndArray();
          json.writeBooleanProperty("malformed", malformed);
        });
  }

  /**
   * Describes the result of a run.
   *
   * @param trace one JSON object
   * @param connection the id of the WebSocket that stays open
   */
  static String write(
      byte[] sent, LabRun run, Optional<String> trace, Optional<String> connection) {
    return object(
        json -> {
          json.writeObjectPropertyStart("sent");
          writeBytes(json, sent);
          json.writeEndObject();
          writeAnswer(json, run);
          json.writeStringProperty("ended", run.ended());
          json.writeNumberProperty("micros", run.micros());
          connection.ifPresent(id -> json.writeStringProperty("connection", id));
          trace.ifPresent(
              text -> {
                json.writeName("trace");
                json.writeRawValue(text);
              });
        });
  }

  private static void writeAnswer(JsonGenerator json, LabRun run) {
    byte[] answer = run.answer();
    if (answer.length == 0) {
      return;
    }
    json.writeObjectPropertyStart("answer");
    if (run.status() > 0) {
      json.writeNumberProperty("status", run.status());
    }
    writeBytes(json, answer);
    json.writeBooleanProperty("cut", run.isCut());
    json.writeEndObject();
  }

  private static void writeBytes(JsonGenerator json, byte[] bytes) {
    json.writeStringProperty("text", new String(bytes, StandardCharsets.ISO_8859_1));
    json.writeStringProperty("base64", Base64.getEncoder().encodeToString(bytes));
  }

  private static String object(Consumer<JsonGenerator> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    return text.toString();
  }
}
