package io.parley.chat;

import java.time.Instant;

/**
 * A message of a member.
 *
 * @param id unique in its room and chosen by the sender: two with the same id are the same message;
 *     empty where it has none
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
  /** Separates sender and own id; no member's id contains it. */
  private static final char SCOPE = '/';

  /** Creates a message without headers, whose media type is the default of its payload. */
  public Message(String id, String sender, String name, Payload payload, Instant at) {
    this(id, sender, name, payload, at, MediaType.of(payload), MessageHeaders.NONE);
  }

  /**
   * Returns a message id that contains the sender's id, so that ids of two senders never collide.
   */
  public static String scoped(String sender, String own) {
    return sender + SCOPE + own;
  }

  /** Returns the sender's own id of the message; empty where it has none. */
  public String ownId() {
    return id.substring(id.indexOf(SCOPE) + 1);
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
