package io.parley.subprotocol.json;

import io.parley.chat.AccessDeniedException;
import io.parley.chat.BusyException;
import io.parley.chat.CapacityExceededException;
import io.parley.chat.RoomName;
import io.parley.chat.RoomRight;
import io.parley.chat.StageFailure;
import io.parley.chat.UncertainException;
import java.util.Optional;

/**
 * The reply to a request that is refused.
 *
 * @param ref of the request, if it could be read
 * @param requestField the invalid field; empty where no field is
 * @param missingRight the right that the peer lacks; empty where the refusal has another cause
 * @param message for people; contains no data of the peer
 */
record ErrorReply(
    Optional<String> ref,
    ErrorCode code,
    Optional<RequestField> requestField,
    Optional<MissingRight> missingRight,
    String message) {
  /** A right that a peer does not have in a room. */
  record MissingRight(RoomRight right, RoomName room) {}

  static ErrorReply of(Optional<String> ref, ErrorCode code, String message) {
    return new ErrorReply(ref, code, Optional.empty(), Optional.empty(), message);
  }

  /**
   * The reply to a request that failed.
   *
   * @param otherwise the code for a failure without a code of its own
   */
  static ErrorReply of(Optional<String> ref, ErrorCode otherwise, Throwable failure) {
    Optional<AccessDeniedException> denied = StageFailure.as(AccessDeniedException.class, failure);
    if (denied.isPresent()) {
      return notAllowed(ref, denied.get());
    }
    if (StageFailure.as(BusyException.class, failure).isPresent()) {
      String prefix = otherwise == ErrorCode.NOT_STORED ? "Not stored: the" : "The";
      return of(ref, ErrorCode.BUSY, prefix + " server is busy. Try later.");
    }
    if (StageFailure.as(UncertainException.class, failure).isPresent()) {
      String message = "The message may be stored or not. Say it again with the same id.";
      return of(ref, ErrorCode.UNCERTAIN, message);
    }
    return StageFailure.as(CapacityExceededException.class, failure)
        .map(full -> of(ref, ErrorCode.of(full.what()), "Not stored: " + full.getMessage() + "."))
        .orElseGet(() -> of(ref, otherwise, again(otherwise)));
  }

  static ErrorReply notAllowed(Optional<String> ref, AccessDeniedException denied) {
    return new ErrorReply(
        ref,
        ErrorCode.NOT_ALLOWED,
        Optional.empty(),
        Optional.of(new MissingRight(denied.right(), denied.room())),
        "You do not have this right in this room.");
  }

  private static String again(ErrorCode code) {
    return code == ErrorCode.NOT_STORED
        ? "The message is not stored. Say it again with the same id."
        : "This could not be read. Try again.";
  }
}
