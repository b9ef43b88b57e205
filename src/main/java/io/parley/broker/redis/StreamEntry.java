package io.parley.broker.redis;

import io.lettuce.core.StreamMessage;
import io.parley.chat.MediaType;
import io.parley.chat.Message;
import io.parley.chat.MessageHeaders;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.StoredMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A message as it is kept in a stream: an id, and a body.
 *
 * <p>The body is readable: {@code t 1763942400123 4 3:ann3:Ann0:0:hello} has the kind ({@code t}
 * for text, {@code b} for binary), the time in milliseconds, the number of fields, each field as a
 * netstring, and the payload. The fields are sender, name, media type (empty where it is the
 * default) and headers, each a line of name, colon and value. A later version may add fields; this
 * one skips them.
 */
final class StreamEntry {
  /** Begins the id of a message that has none; no id of a message begins with it. */
  private static final String NO_ID = "\u0000";

  private static final int FIELDS = 4;

  /** Fields that a later version may have, at most. */
  private static final int MOST_FIELDS = 64;

  /** Bytes of a field at most: more than any that Parley writes. */
  private static final int LONGEST_FIELD = 8 * 1_024;

  /** The end of the year 9999, in milliseconds. */
  private static final long LATEST = 253_402_300_799_999L;

  private final byte[] id;
  private final byte[] body;

  /**
   * Makes one of its bytes.
   *
   * @param id unique in the room; of a message without an id it begins with {@link #NO_ID}
   */
  StreamEntry(byte[] id, byte[] body) {
    this.id = id;
    this.body = body;
  }

  byte[] id() {
    return id;
  }

  byte[] body() {
    return body;
  }

  /** Returns the entry of a message. */
  static StreamEntry of(Message message) {
    String id = message.id().isEmpty() ? NO_ID + LogEpoch.newName() : message.id();
    return new StreamEntry(utf8(id), body(message));
  }

  /** Returns the bytes of both. */
  int size() {
    return id.length + body.length;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] body(Message message) {
    byte[] payload = bytes(message.payload());
    ByteArrayOutputStream body = new ByteArrayOutputStream(payload.length + 96);
    String kind = message.payload() instanceof Payload.Text ? "t" : "b";
    long at = Math.max(0, Math.min(LATEST, message.at().toEpochMilli()));
    body.writeBytes(utf8(kind + " " + at + " " + FIELDS + " "));
    add(message.sender(), body);
    add(message.name(), body);
    add(message.hasDefaultType() ? "" : message.mediaType().value(), body);
    add(lines(message.headers()), body);
    body.writeBytes(payload);
    return body.toByteArray();
  }

  private static void add(String field, ByteArrayOutputStream body) {
    byte[] bytes = utf8(field);
    body.writeBytes(utf8(bytes.length + ":"));
    body.writeBytes(bytes);
  }

  private static String lines(MessageHeaders headers) {
    StringBuilder lines = new StringBuilder();
    headers.asMap().forEach((name, value) -> lines.append(name + ":" + value + "\n"));
    return lines.toString();
  }

  private static byte[] bytes(Payload payload) {
    return payload instanceof Payload.Text text
        ? utf8(text.text())
        : ((Payload.Binary) payload).buffer().array();
  }

  /** Reads the message; empty where it is not in this form. */
  Optional<Message> message() {
    try {
      return Optional.of(read());
    } catch (NetstringReader.MalformedException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Message read() throws NetstringReader.MalformedException {
    NetstringReader reader = new NetstringReader(body);
    String kind = reader.word(' ', 1);
    NetstringReader.require(kind.equals("t") || kind.equals("b"));
    long at = reader.number(' ');
    long fields = reader.number(' ');
    NetstringReader.require(at <= LATEST && fields >= FIELDS && fields <= MOST_FIELDS);
    String sender = reader.text(LONGEST_FIELD);
    String name = reader.text(LONGEST_FIELD);
    String type = reader.text(LONGEST_FIELD);
    MessageHeaders headers = headers(reader.text(LONGEST_FIELD));
    for (long skipped = FIELDS; skipped < fields; skipped++) {
      reader.bytes(LONGEST_FIELD);
    }
    Payload payload = payload(kind, reader.rest());
    MediaType mediaType = type.isEmpty() ? MediaType.of(payload) : new MediaType(type);
    return new Message(
        messageId(), sender, name, payload, Instant.ofEpochMilli(at), mediaType, headers);
  }

  private String messageId() throws NetstringReader.MalformedException {
    String text = NetstringReader.utf8(id);
    return text.startsWith(NO_ID) ? "" : text;
  }

  private static Payload payload(String kind, byte[] bytes)
      throws NetstringReader.MalformedException {
    return kind.equals("t") ? Payload.text(NetstringReader.utf8(bytes)) : Payload.binary(bytes);
  }

  private static MessageHeaders headers(String lines) throws NetstringReader.MalformedException {
    Map<String, String> values = new LinkedHashMap<>();
    int begin = 0;
    for (int end = lines.indexOf('\n'); end >= 0; end = lines.indexOf('\n', begin)) {
      int colon = lines.indexOf(':', begin);
      NetstringReader.require(colon >= begin && colon < end);
      values.put(lines.substring(begin, colon), lines.substring(colon + 1, end));
      begin = end + 1;
    }
    NetstringReader.require(begin == lines.length());
    return MessageHeaders.of(values);
  }

  /**
   * Reads an entry of a stream; empty where it is not one that {@code append.lua} wrote.
   *
   * @param logName the name of the log, which precedes what the entry says of its generation
   */
  static Optional<StoredMessage> parse(String logName, StreamMessage<byte[], byte[]> entry) {
    Map<String, byte[]> fields = new LinkedHashMap<>();
    entry.getBody().forEach((name, value) -> fields.put(latin(name), value));
    return parse(logName, entry.getId(), fields);
  }

  /** Reads an entry of a stream from its id and its fields. */
  static Optional<StoredMessage> parse(String logName, String id, Map<String, byte[]> fields) {
    Optional<Position> position = position(logName, id, latin(field(fields, "e")));
    StreamEntry entry = new StreamEntry(field(fields, "id"), field(fields, "m"));
    return position.flatMap(at -> entry.message().map(read -> new StoredMessage(at, read)));
  }

  private static byte[] field(Map<String, byte[]> fields, String name) {
    return fields.getOrDefault(name, new byte[0]);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static Optional<Position> position(String logName, String id, String suffix) {
    String offset = id.endsWith("-0") ? id.substring(0, id.length() - 2) : "";
    return LogEpoch.parse(logName + suffix)
        .flatMap(epoch -> Position.parse(epoch + ":" + offset))
        .filter(position -> position.offset() > 0);
  }
}
