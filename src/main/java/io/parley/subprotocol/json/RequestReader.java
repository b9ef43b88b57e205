package io.parley.subprotocol.json;

import io.parley.chat.Identity;
import io.parley.chat.MemberName;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.json.JsonFactory;

/** Turns an object into a request, or says what is wrong with it. */
final class RequestReader {
  /** Messages in one answer. */
  static final int MOST_HISTORY = 100;

  private static final int USUAL_HISTORY = 50;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

  private final JsonFactory factory;

  RequestReader(Terms terms) {
    factory = Fields.factory(terms.maxMessage());
  }

  /**
   * Reads one request.
   *
   * @param here the room that is meant where the object names none
   * @throws RefusedException where it is not one
   */
  Request read(String json, RoomName here) {
    Fields fields = Fields.read(factory, json);
    return switch (fields.type().orElse("")) {
      case "join" -> join(fields, here);
      case "say" -> say(fields, here);
      case "history" -> history(fields, here);
      case "who" -> new Request.Who(fields.ref(), room(fields, here));
      case "leave" -> new Request.Leave(fields.ref(), room(fields, here));
      default -> throw fields.unknownType("The type is none of join, say, history, who, leave.");
    };
  }

  private static Request join(Fields fields, RoomName here) {
    return new Request.Join(
        fields.ref(),
        room(fields, here),
        name(fields),
        position(fields, Field.AFTER),
        resume(fields));
  }

  private static Request say(Fields fields, RoomName here) {
    Optional<String> ref = fields.ref();
    RoomName room = room(fields, here);
    String text =
        fields
            .text(Field.TEXT)
            .filter(said -> !said.isEmpty())
            .orElseThrow(() -> fields.bad(Field.TEXT, "Say a text that is not empty."));
    return new Request.Say(ref, room, Payload.text(text), id(fields));
  }

  private static Request history(Fields fields, RoomName here) {
    long limit = fields.count(Field.LIMIT).orElse((long) USUAL_HISTORY);
    return new Request.History(
        fields.ref(),
        room(fields, here),
        position(fields, Field.BEFORE),
        (int) Math.min(limit, MOST_HISTORY));
  }

  private static RoomName room(Fields fields, RoomName here) {
    return fields
        .text(Field.ROOM)
        .map(
            text ->
                RoomName.parse(text)
                    .orElseThrow(
                        () ->
                            fields.bad(
                                Field.ROOM,
                                "A room has 1 to 64 letters, marks, digits, or . _ ~ -")))
        .orElse(here);
  }

  private static MemberName name(Fields fields) {
    return fields
        .text(Field.NAME)
        .map(
            text ->
                MemberName.parse(text)
                    .orElseThrow(
                        () ->
                            fields.bad(
                                Field.NAME,
                                "A name has at most 64 characters, and none that cannot be seen.")))
        .orElse(MemberName.NONE);
  }

  private static Optional<Position> position(Fields fields, Field field) {
    return fields
        .text(field)
        .map(
            text ->
                Position.parse(text)
                    .orElseThrow(() -> fields.bad(field, "This is no position of this server's.")));
  }

  private static Optional<Identity> resume(Fields fields) {
    return fields
        .text(Field.RESUME)
        .map(
            text ->
                Identity.provenBy(text)
                    .orElseThrow(
                        () -> fields.bad(Field.RESUME, "This is no secret of a welcome's.")));
  }

  private static Optional<String> id(Fields fields) {
    Optional<String> id = fields.text(Field.ID);
    if (id.isPresent() && !ID.matcher(id.get()).matches()) {
      throw fields.bad(Field.ID, "An id has 1 to 64 of A-Z a-z 0-9 . _ ~ -");
    }
    return id;
  }
}
