package io.parley.subprotocol.json;

/** Refuses a request while it is read or carried out. It carries only the error reply. */
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
