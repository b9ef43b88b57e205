package io.parley.subprotocol.json;

import io.parley.chat.CapacityExceededException;
import java.util.Locale;

/** The error codes of requests. Clients know the codes: none may change. */
enum ErrorCode {
  MALFORMED,
  UNKNOWN_TYPE,
  BAD_FIELD,
  NOT_JOINED,
  ALREADY_JOINED,
  TOO_MANY_ROOMS,
  ROOM_FULL,
  SERVER_FULL,
  STORE_FULL,
  QUOTA,
  BUSY,
  NOT_ALLOWED,
  NOT_STORED,
  UNCERTAIN,
  NOT_READ;

  static ErrorCode of(CapacityExceededException.What what) {
    return switch (what) {
      case SERVER -> SERVER_FULL;
      case ROOM -> ROOM_FULL;
      case SHARE, STORE_SHARE -> QUOTA;
      case STORE -> STORE_FULL;
    };
  }

  /** Whether the client does not keep the protocol: one that goes on so is disconnected. */
  boolean isBadObject() {
    return this == MALFORMED || this == UNKNOWN_TYPE || this == BAD_FIELD;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
