package io.parley.subprotocol.json;

/** Ends the reading or the granting of a request. Says nothing but its refusal. */
final class RequestRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ErrorReply errorReply;

  RequestRefusedException(ErrorReply errorReply) {
    super(errorReply.message(), null, false, false);
    this.errorReply = errorReply;
  }

  ErrorReply refusal() {
    return errorReply;
  }
}
