package io.parley.chat;

import java.time.Instant;
import java.util.Map;

/**
 * A message of a member.
 *
 * @param id unique in its room: two with the same id are the same message; empty only where an
 *     earlier version of Parley stored it
 * @param sender the id of the member that sent it
 * @param name the sender's name; empty where it has none
 * @param at when the server received it, in milliseconds
 * @param mediaType of the payload
 */
public record Message(
    String id,
    String sender,
    String name,
    Payload payload,
    Instant at,
    MediaType mediaType,
    MessageHeaders headers) {
  /** Separates the sender from its own id of the message; no member's id contains it. */
  private static final char SCOPE = '/';

  /** Separates the sender's session from a number; no session's id contains it. */
  private static final char NUMBER = '#';

  /** Marks a message whose sender had logged in; no subprotocol lets a member set headers. */
  private static final MessageHeaders PROVEN = MessageHeaders.of(Map.of("sender-proven", "true"));

  /** Creates a message without headers, whose media type is the default of its payload. */
  public Message(String id, String sender, String name, Payload payload, Instant at) {
    this(id, sender, name, payload, at, MediaType.of(payload), MessageHeaders.NONE);
  }

  /** Creates a message of a member, and keeps whether the member's name was proven. */
  static Message from(MemberInfo sender, String id, Payload payload, Instant at) {
    MessageHeaders headers = sender.proven() ? PROVEN : MessageHeaders.NONE;
    return new Message(id, sender.id(), sender.name(), payload, at, MediaType.of(payload), headers);
  }

  /** Returns the sender as it was when it sent the message. */
  public MemberInfo from() {
    boolean proven = headers.asMap().keySet().containsAll(PROVEN.asMap().keySet());
    return new MemberInfo(sender, name, proven);
  }

  /**
   * Returns a message id that contains the sender's id, so that ids of two senders never collide.
   */
  public static String scoped(String sender, String own) {
    return sender + SCOPE + own;
  }

  /** Returns an id for a message to which its sender gives none. */
  static String numbered(String session, long number) {
    return session + NUMBER + number;
  }

  /** Returns the sender's own id of the message; empty where it gave none. */
  public String ownId() {
    int scope = id.indexOf(SCOPE);
    return scope < 0 ? "" : id.substring(scope + 1);
  }

  /** Whether the media type is the default of the payload. */
  public boolean hasDefaultType() {
    return mediaType.equals(MediaType.of(payload));
  }

  /** Returns the bytes of the payload, of the headers and of a media type that is no default. */
  public int size() {
    return payload.size() + headers.size() + typeLength();
  }

  /** Returns the heap bytes of the same, rather too many than too few. */
  public long heapSize() {
    return payload.heapSize() + metadataHeapSize();
  }

  /** Returns the heap bytes of the headers and of a media type that is no default. */
  public long metadataHeapSize() {
    return headers.heapSize() + 2L * typeLength();
  }

  private int typeLength() {
    return hasDefaultType() ? 0 : mediaType.value().length();
  }
}
