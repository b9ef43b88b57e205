package io.parley.subprotocol.json;

import io.parley.chat.Identity;
import io.parley.chat.MemberName;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.json.JsonFactory;

/** Parses an object into a request, or says what is wrong with it. */
final class RequestReader {
  /** Messages in one history reply at most. */
  static final int MOST_HISTORY = 100;

  private static final int USUAL_HISTORY = 50;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

  private final JsonFactory factory;

  private final boolean tokens;

  /**
   * @param tokens whether clients may send a token
   */
  RequestReader(JsonLimits jsonLimits, boolean tokens) {
    this.factory = RequestFields.factory(jsonLimits.maxMessage());
    this.tokens = tokens;
  }

  /**
   * Parses one request.
   *
   * @param here the room of the request where the object names none
   * @throws RequestRefusedException where it is not a valid request
   */
  ClientRequest read(String json, RoomName here) {
    RequestFields requestFields = RequestFields.read(factory, json);
    return switch (requestFields.type().orElse("")) {
      case "join" -> join(requestFields, here);
      case "say" -> say(requestFields, here);
      case "history" -> history(requestFields, here);
      case "who" -> new ClientRequest.Who(requestFields.ref(), room(requestFields, here));
      case "leave" -> new ClientRequest.Leave(requestFields.ref(), room(requestFields, here));
      case "token" -> token(requestFields, here);
      default -> throw unknown(requestFields);
    };
  }

  private ClientRequest token(RequestFields requestFields, RoomName here) {
    if (!tokens) {
      throw unknown(requestFields);
    }
    String token =
        requestFields
            .text(RequestField.TOKEN)
            .orElseThrow(() -> requestFields.bad(RequestField.TOKEN, "Send a token as a text."));
    return new ClientRequest.Token(requestFields.ref(), here, token);
  }

  private RequestRefusedException unknown(RequestFields requestFields) {
    String types = "join, say, history, who, leave" + (tokens ? ", token" : "");
    return requestFields.unknownType("The type is none of " + types + ".");
  }

  private static ClientRequest join(RequestFields requestFields, RoomName here) {
    return new ClientRequest.Join(
        requestFields.ref(),
        room(requestFields, here),
        name(requestFields),
        position(requestFields, RequestField.AFTER),
        resume(requestFields));
  }

  private static ClientRequest say(RequestFields requestFields, RoomName here) {
    Optional<String> ref = requestFields.ref();
    RoomName room = room(requestFields, here);
    String text =
        requestFields
            .text(RequestField.TEXT)
            .filter(said -> !said.isEmpty())
            .orElseThrow(
                () -> requestFields.bad(RequestField.TEXT, "Say a text that is not empty."));
    return new ClientRequest.Say(ref, room, Payload.text(text), id(requestFields));
  }

  private static ClientRequest history(RequestFields requestFields, RoomName here) {
    long limit = requestFields.count(RequestField.LIMIT).orElse((long) USUAL_HISTORY);
    return new ClientRequest.History(
        requestFields.ref(),
        room(requestFields, here),
        position(requestFields, RequestField.BEFORE),
        (int) Math.min(limit, MOST_HISTORY));
  }

  private static RoomName room(RequestFields requestFields, RoomName here) {
    return requestFields
        .text(RequestField.ROOM)
        .map(
            text ->
                RoomName.parse(text)
                    .orElseThrow(
                        () ->
                            requestFields.bad(
                                RequestField.ROOM,
                                "A room has 1 to 64 letters, marks, digits, or . _ ~ -")))
        .orElse(here);
  }

  private static MemberName name(RequestFields requestFields) {
    return requestFields
        .text(RequestField.NAME)
        .map(
            text ->
                MemberName.parse(text)
                    .orElseThrow(
                        () ->
                            requestFields.bad(
                                RequestField.NAME,
                                "A name has at most 64 characters, and none that cannot be seen.")))
        .orElse(MemberName.NONE);
  }

  private static Optional<Position> position(
      RequestFields requestFields, RequestField requestField) {
    return requestFields
        .text(requestField)
        .map(
            text ->
                Position.parse(text)
                    .orElseThrow(
                        () ->
                            requestFields.bad(
                                requestField, "This is no position of this server's.")));
  }

  private static Optional<Identity> resume(RequestFields requestFields) {
    return requestFields
        .text(RequestField.RESUME)
        .map(
            text ->
                Identity.provenBy(text)
                    .orElseThrow(
                        () ->
                            requestFields.bad(
                                RequestField.RESUME, "This is no secret of a welcome's.")));
  }

  private static Optional<String> id(RequestFields requestFields) {
    Optional<String> id = requestFields.text(RequestField.ID);
    if (id.isPresent() && !ID.matcher(id.get()).matches()) {
      throw requestFields.bad(RequestField.ID, "An id has 1 to 64 of A-Z a-z 0-9 . _ ~ -");
    }
    return id;
  }
}
