package io.parley.subprotocol.json;

import java.util.Optional;

/**
 * The reply to a request that is refused.
 *
 * @param ref of the request, if it could be read
 * @param requestField the invalid field; empty where no field is
 * @param message for people; contains no data of the peer
 */
record ErrorReply(
    Optional<String> ref, ErrorCode code, Optional<RequestField> requestField, String message) {
  static ErrorReply of(Optional<String> ref, ErrorCode code, String message) {
    return new ErrorReply(ref, code, Optional.empty(), message);
  }
}
