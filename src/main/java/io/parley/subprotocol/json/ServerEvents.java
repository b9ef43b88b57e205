package io.parley.subprotocol.json;

import io.parley.chat.HistoryPage;
import io.parley.chat.LogBreak;
import io.parley.chat.MemberInfo;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.Presence;
import io.parley.chat.Presence.Attendance;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Encodes what the server sends. */
final class ServerEvents {
  private static final JsonFactory JSON = new JsonFactory();

  /** Always has three fraction digits, unlike {@link Instant#toString}. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ServerEvents() {}

  static Payload joined(
      Optional<String> ref, RoomName room, Position head, MemberInfo self, Attendance attendance) {
    return reply(
        "joined",
        ref,
        room,
        json -> {
          json.writeStringProperty("position", head.toString());
          occupant(json, "member", self);
          attendance(json, attendance);
        });
  }

  static Payload said(Optional<String> ref, RoomName room, String id, Position position) {
    return reply(
        "said",
        ref,
        room,
        json -> {
          json.writeStringProperty("id", id);
          json.writeStringProperty("position", position.toString());
        });
  }

  /**
   * @param tags adds a tag to a sender
   */
  static Payload history(
      Optional<String> ref,
      RoomName room,
      HistoryPage historyPage,
      UnaryOperator<MemberInfo> tags) {
    return reply(
        "history",
        ref,
        room,
        json -> {
          json.writeArrayPropertyStart("messages");
          for (StoredMessage storedMessage : historyPage.messages()) {
            json.writeStartObject();
            message(json, storedMessage, tags);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeBooleanProperty("more", historyPage.more());
          if (historyPage.gap()) {
            json.writeBooleanProperty("gap", true);
          }
        });
  }

  static Payload members(Optional<String> ref, RoomName room, Attendance attendance) {
    return reply("members", ref, room, json -> attendance(json, attendance));
  }

  static Payload left(Optional<String> ref, RoomName room) {
    return reply("left", ref, room, json -> {});
  }

  /** The client has left a room without asking for it. */
  static Payload left(RoomName room, String reason) {
    return event("left", room, json -> json.writeStringProperty("reason", reason));
  }

  /** The authentication ends soon; the seconds are for clients whose clock is wrong. */
  static Payload expiring(Instant expiry) {
    return object(
        "expiring",
        json -> {
          json.writeStringProperty("at", time(expiry));
          json.writeNumberProperty(
              "seconds", Math.max(0, Duration.between(Instant.now(), expiry).toSeconds()));
        });
  }

  /**
   * @param tags adds a tag to the sender
   */
  static Payload message(
      RoomName room, StoredMessage storedMessage, UnaryOperator<MemberInfo> tags) {
    return event("message", room, json -> message(json, storedMessage, tags));
  }

  static Payload gap(RoomName room, LogBreak gap) {
    return event(
        "gap",
        room,
        json -> {
          json.writeStringProperty("from", gap.from().toString());
          json.writeStringProperty("to", gap.to().toString());
          gap.lost().ifPresent(lost -> json.writeNumberProperty("missed", lost));
          if (gap.forbidden()) {
            json.writeStringProperty("reason", "forbidden");
          }
        });
  }

  /**
   * @param member the one who arrived or departed
   */
  static Payload changed(RoomName room, Presence.Change change, MemberInfo member) {
    if (change instanceof Presence.Departed departed) {
      return changed("departed", room, member, departed.total());
    }
    return changed("arrived", room, member, ((Presence.Arrived) change).total());
  }

  private static Payload changed(String type, RoomName room, MemberInfo member, int total) {
    return event(
        type,
        room,
        json -> {
          occupant(json, "member", member);
          json.writeNumberProperty("total", total);
        });
  }

  /**
   * @param session the id of the member in rooms that are joined from now on
   */
  static Payload authenticated(
      Optional<String> ref, String session, String name, Optional<Instant> expiry) {
    return object(
        "authenticated",
        json -> {
          ref(json, ref);
          json.writeStringProperty("session", session);
          json.writeStringProperty("name", name);
          expiry.ifPresent(end -> json.writeStringProperty("until", time(end)));
        });
  }

  static Payload tokenRefused(Optional<String> ref, String code, String message) {
    return object(
        "error",
        json -> {
          ref(json, ref);
          json.writeStringProperty("code", code);
          json.writeStringProperty("message", message);
        });
  }

  static Payload error(ErrorReply errorReply) {
    return object(
        "error",
        json -> {
          ref(json, errorReply.ref());
          json.writeStringProperty("code", errorReply.code().toString());
          errorReply
              .requestField()
              .ifPresent(it -> json.writeStringProperty("field", it.toString()));
          errorReply.missingRight().ifPresent(missing -> missing(json, missing));
          json.writeStringProperty("message", errorReply.message());
        });
  }

  private static void missing(JsonGenerator json, ErrorReply.MissingRight missing) {
    json.writeStringProperty("right", missing.right().word());
    json.writeStringProperty("room", missing.room().value());
  }

  private static Payload reply(
      String type, Optional<String> ref, RoomName room, Consumer<JsonGenerator> rest) {
    return object(
        type,
        json -> {
          ref(json, ref);
          json.writeStringProperty("room", room.value());
          rest.accept(json);
        });
  }

  private static Payload event(String type, RoomName room, Consumer<JsonGenerator> rest) {
    return reply(type, Optional.empty(), room, rest);
  }

  static Payload object(String type, Consumer<JsonGenerator> rest) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("type", type);
      rest.accept(json);
      json.writeEndObject();
    }
    return Payload.text(text.toString());
  }

  private static void ref(JsonGenerator json, Optional<String> ref) {
    ref.ifPresent(text -> json.writeStringProperty("ref", text));
  }

  private static void message(
      JsonGenerator json, StoredMessage storedMessage, UnaryOperator<MemberInfo> tags) {
    Message message = storedMessage.message();
    json.writeStringProperty("position", storedMessage.position().toString());
    if (!message.ownId().isEmpty()) {
      json.writeStringProperty("id", message.ownId());
    }
    occupant(json, "from", tags.apply(message.from()));
    json.writeStringProperty("at", time(message.at()));
    payload(json, message.payload());
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }

  private static void payload(JsonGenerator json, Payload payload) {
    if (payload instanceof Payload.Text text) {
      json.writeStringProperty("text", text.text());
    } else if (payload instanceof Payload.Binary binary) {
      json.writeName("binary");
      json.writeBinary(binary.buffer().array());
    }
  }

  private static void attendance(JsonGenerator json, Attendance attendance) {
    json.writeArrayPropertyStart("members");
    for (MemberInfo memberInfo : attendance.occupants()) {
      json.writeStartObject();
      names(json, memberInfo);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberProperty("total", attendance.total());
  }

  private static void occupant(JsonGenerator json, String field, MemberInfo memberInfo) {
    json.writeObjectPropertyStart(field);
    names(json, memberInfo);
    json.writeEndObject();
  }

  private static void names(JsonGenerator json, MemberInfo memberInfo) {
    json.writeStringProperty("id", memberInfo.id());
    if (!memberInfo.name().isEmpty()) {
      json.writeStringProperty("name", memberInfo.name());
    }
    if (memberInfo.proven()) {
      json.writeBooleanProperty("proven", true);
    }
    if (!memberInfo.tag().isEmpty()) {
      json.writeStringProperty("tag", memberInfo.tag());
    }
  }
}
