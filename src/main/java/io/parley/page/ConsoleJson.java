package io.parley.page;

import io.parley.handshake.ProblemCode;
import io.parley.page.OperatorConsole.MemberState;
import io.parley.page.OperatorConsole.RoomMembers;
import io.parley.page.OperatorConsole.RoomState;
import io.parley.page.OperatorConsole.Totals;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes what the operator sees as JSON, and reads what the operator asks for. */
final class ConsoleJson {
  /** Characters of a peer's text that are shown. */
  private static final int MOST_SHOWN = 128;

  private static final String ACCEPTED = "accepted";

  private static final Map<String, String> TITLES =
      Arrays.stream(ProblemCode.values())
          .collect(Collectors.toMap(ProblemCode::toString, ProblemCode::title));

  private static final JsonFactory JSON = new JsonFactory();

  private ConsoleJson() {}

  /**
   * Writes the state of the server.
   *
   * @param room the room that was asked for; empty where none was, or where it has no members
   */
  static String write(Totals totals, List<RoomState> largest, Optional<RoomMembers> room) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      writeTotals(json, totals);
      writeArray(json, "largest", largest, each -> writeRoom(json, each));
      room.ifPresent(found -> writeMembers(json, found));
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void writeTotals(JsonGenerator json, Totals totals) {
    json.writeStringProperty("started", totals.started().toString());
    json.writeNumberProperty("uptime", seconds(totals.uptime()));
    json.writeBooleanProperty("draining", totals.draining());
    json.writeNumberProperty("connections", totals.connections());
    json.writeNumberProperty("rooms", totals.rooms());
    json.writeNumberProperty("members", totals.members());
    json.writeNumberProperty("messages", totals.messages());
    json.writeNumberProperty("deliveries", totals.deliveries());
    writeCounts(json, "delays", totals.delays());
    writeHandshakes(json, totals.handshakes());
    writeCounts(json, "closes", totals.closes());
  }

  /** A refusal has its code's title, which is in no script of the page. */
  private static void writeHandshakes(JsonGenerator json, Map<String, Long> counts) {
    json.writeNumberProperty("accepted", counts.getOrDefault(ACCEPTED, 0L));
    List<String> codes =
        counts.keySet().stream().filter(code -> !code.equals(ACCEPTED)).sorted().toList();
    writeArray(
        json,
        "refusals",
        codes,
        code -> {
          json.writeStartObject();
          json.writeStringProperty("code", code);
          json.writeStringProperty("title", TITLES.getOrDefault(code, code));
          json.writeNumberProperty("count", counts.get(code));
          json.writeEndObject();
        });
  }

  private static void writeCounts(JsonGenerator json, String name, Map<?, Long> counts) {
    json.writeObjectPropertyStart(name);
    new TreeMap<>(counts).forEach((key, count) -> json.writeNumberProperty(key.toString(), count));
    json.writeEndObject();
  }

  private static void writeMembers(JsonGenerator json, RoomMembers room) {
    json.writeObjectPropertyStart("room");
    writeRoomProperties(json, room.room());
    writeArray(json, "listed", room.listed(), member -> writeMember(json, member));
    json.writeBooleanProperty("more", room.more());
    json.writeEndObject();
  }

  private static void writeRoom(JsonGenerator json, RoomState room) {
    json.writeStartObject();
    writeRoomProperties(json, room);
    json.writeEndObject();
  }

  private static void writeRoomProperties(JsonGenerator json, RoomState room) {
    json.writeStringProperty("name", room.name());
    json.writeNumberProperty("members", room.members());
    writePosition(json, room.position());
  }

  private static void writeMember(JsonGenerator json, MemberState member) {
    json.writeStartObject();
    json.writeStringProperty("connection", member.connection());
    json.writeStringProperty("name", cut(member.name()));
    json.writeStringProperty("address", member.address());
    member.user().ifPresent(user -> json.writeStringProperty("user", cut(user)));
    member.subprotocol().ifPresent(name -> json.writeStringProperty("subprotocol", cut(name)));
    json.writeNumberProperty("age", seconds(member.age()));
    json.writeNumberProperty("received", member.received());
    json.writeNumberProperty("sent", member.sent());
    json.writeNumberProperty("waitingBytes", member.waitingBytes());
    writePosition(json, member.position());
    json.writeEndObject();
  }

  private static void writePosition(JsonGenerator json, Optional<String> position) {
    position.ifPresent(known -> json.writeStringProperty("position", known));
  }

  private static <T> void writeArray(
      JsonGenerator json, String name, List<T> elements, Consumer<T> writer) {
    json.writeArrayPropertyStart(name);
    elements.forEach(writer);
    json.writeEndArray();
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1_000.0;
  }

  /** Cuts a peer's text in whole code points. */
  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MOST_SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_SHOWN)) + "…";
  }

  /** Returns the reason of an object that has one; empty for any other JSON. */
  static Optional<String> reason(byte[] body) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      Optional<String> reason = Optional.empty();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        boolean wanted = parser.currentName().equals("reason");
        if (parser.nextToken() == JsonToken.VALUE_STRING && wanted) {
          reason = Optional.of(parser.getString());
        }
        parser.skipChildren();
      }
      return parser.nextToken() == null ? reason : Optional.empty();
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }
}
