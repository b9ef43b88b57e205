package io.parley.subprotocol.json;

import java.util.Optional;

/**
 * Why a request is not granted.
 *
 * @param ref of the request, if it could be read
 * @param requestField that is at fault; empty where it is not one
 * @param message for people; holds nothing that the peer sent
 */
record ErrorReply(
    Optional<String> ref, ErrorCode code, Optional<RequestField> requestField, String message) {
  static ErrorReply of(Optional<String> ref, ErrorCode code, String message) {
    return new ErrorReply(ref, code, Optional.empty(), message);
  }
}
