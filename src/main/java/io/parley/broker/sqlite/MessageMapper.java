package io.parley.broker.sqlite;

import io.parley.chat.MediaType;
import io.parley.chat.Message;
import io.parley.chat.MessageHeaders;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.StoredMessage;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Maps messages to rows. A default media type, and no headers, are stored as an empty value. Of
 * headers, each is a line in UTF-8: the name, a colon, the value and a line feed. Neither names nor
 * values contain a line feed, and names contain no colon.
 */
final class MessageMapper {
  static final String COLUMNS = "offset, id, sender, name, at, text, payload, type, headers";

  /** The bytes of a row that count for the limits, as an expression over the columns. */
  static final String SIZE = "length(payload) + length(type) + length(headers)";

  /** Bytes of a stored header beside its name and value. */
  private static final int SEPARATORS = 2;

  private MessageMapper() {}

  /** Returns the bytes that count for the limits: what {@link #SIZE} is for the written row. */
  static int size(Message message) {
    return message.size() + SEPARATORS * message.headers().asMap().size();
  }

  /** Sets the columns behind the first parameter, which is the room. */
  static void write(PreparedStatement statement, long offset, Message message) throws SQLException {
    statement.setLong(2, offset);
    statement.setString(3, message.id());
    statement.setString(4, message.sender());
    statement.setString(5, message.name());
    statement.setLong(6, message.at().toEpochMilli());
    statement.setBoolean(7, message.payload() instanceof Payload.Text);
    statement.setBytes(8, bytes(message.payload()));
    statement.setString(9, message.hasDefaultType() ? "" : message.mediaType().value());
    statement.setBytes(10, bytes(message.headers()));
  }

  /**
   * Returns a payload's bytes. Text is stored as bytes too: it may contain a zero, which tools take
   * for its end.
   */
  private static byte[] bytes(Payload payload) {
    return payload instanceof Payload.Text text
        ? text.text().getBytes(StandardCharsets.UTF_8)
        : ((Payload.Binary) payload).buffer().array();
  }

  private static byte[] bytes(MessageHeaders headers) {
    StringBuilder lines = new StringBuilder();
    headers.asMap().forEach((name, value) -> lines.append(name + ":" + value + "\n"));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  static StoredMessage read(ResultSet row, String epoch) throws SQLException {
    Payload payload = payload(row.getBoolean(6), row.getBytes(7));
    return new StoredMessage(
        new Position(epoch, row.getLong(1)),
        new Message(
            row.getString(2),
            row.getString(3),
            row.getString(4),
            payload,
            Instant.ofEpochMilli(row.getLong(5)),
            mediaType(row.getString(8), payload),
            headers(row.getBytes(9))));
  }

  private static Payload payload(boolean text, byte[] bytes) {
    return text ? Payload.text(new String(bytes, StandardCharsets.UTF_8)) : Payload.binary(bytes);
  }

  private static MediaType mediaType(String stored, Payload payload) {
    return stored.isEmpty() ? MediaType.of(payload) : new MediaType(stored);
  }

  private static MessageHeaders headers(byte[] stored) {
    Map<String, String> values = new LinkedHashMap<>();
    String text = new String(stored, StandardCharsets.UTF_8);
    int begin = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
      int colon = text.indexOf(':', begin);
      values.put(text.substring(begin, colon), text.substring(colon + 1, end));
      begin = end + 1;
    }
    return MessageHeaders.of(values);
  }
}
