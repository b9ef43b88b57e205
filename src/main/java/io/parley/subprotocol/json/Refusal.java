package io.parley.subprotocol.json;

import java.util.Optional;

/**
 * Why a request is not granted.
 *
 * @param ref of the request, if it could be read
 * @param field that is at fault; empty where it is not one
 * @param message for people; holds nothing that the peer sent
 */
record Refusal(Optional<String> ref, ErrorCode code, Optional<Field> field, String message) {
  static Refusal of(Optional<String> ref, ErrorCode code, String message) {
    return new Refusal(ref, code, Optional.empty(), message);
  }
}
