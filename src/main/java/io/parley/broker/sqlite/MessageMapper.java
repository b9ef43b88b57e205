package io.parley.broker.sqlite;

import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.StoredMessage;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Maps messages to rows. */
final class MessageMapper {
  static final String COLUMNS = "offset, id, sender, name, at, text, payload";

  private MessageMapper() {}

  /** Sets the columns behind the first parameter, which is the room. */
  static void write(PreparedStatement statement, long offset, Message message) throws SQLException {
    statement.setLong(2, offset);
    statement.setString(3, message.id());
    statement.setString(4, message.sender());
    statement.setString(5, message.name());
    statement.setLong(6, message.at().toEpochMilli());
    statement.setBoolean(7, message.payload() instanceof Payload.Text);
    statement.setBytes(8, bytes(message.payload()));
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

  static StoredMessage read(ResultSet row, String epoch) throws SQLException {
    byte[] bytes = row.getBytes(7);
    Payload payload =
        row.getBoolean(6)
            ? Payload.text(new String(bytes, StandardCharsets.UTF_8))
            : Payload.binary(bytes);
    return new StoredMessage(
        new Position(epoch, row.getLong(1)),
        new Message(
            row.getString(2),
            row.getString(3),
            row.getString(4),
            payload,
            Instant.ofEpochMilli(row.getLong(5))));
  }
}
