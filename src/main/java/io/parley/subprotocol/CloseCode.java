package io.parley.subprotocol;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The close codes that Parley sends (RFC 6455 7.4.1 and the IANA registry). */
public enum CloseCode {
  DONE(1000, false, User.CONVERSATION),
  /** The peer stopped sending: containers use this code at their own idle timeout. */
  GOING_AWAY(1001, true, User.SESSION, User.CONTAINER),
  PROTOCOL_ERROR(1002, false, User.CONVERSATION, User.CONTAINER),
  UNSUPPORTED_DATA(1003, false, User.CONVERSATION),
  INVALID_PAYLOAD(1007, false, User.CONVERSATION, User.CONTAINER),
  POLICY(1008, false, User.CONVERSATION, User.SESSION),
  TOO_BIG(1009, false, User.SESSION, User.CONTAINER),
  FAULT(1011, true, User.CONVERSATION, User.SESSION),
  RESTART(1012, true, User.SESSION),
  /** The peer reads too slowly, or is over a limit. */
  TRY_AGAIN_LATER(1013, true, User.CONVERSATION, User.SESSION);

  /** The users of a close code. */
  public enum User {
    CONVERSATION,
    SESSION,
    CONTAINER
  }

  /** Bytes of UTF-8: a control frame holds 125, and the code takes two (RFC 6455 5.5.1). */
  public static final int MAX_REASON = 123;

  private final int code;
  private final boolean mayReturn;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable.
  private final Set<User> users;

  CloseCode(int code, boolean mayReturn, User... users) {
    this.code = code;
    this.mayReturn = mayReturn;
    this.users = Set.of(users);
  }

  public int code() {
    return code;
  }

  /** Whether a client may reconnect and succeed; otherwise it would only fail again. */
  public boolean mayReturn() {
    return mayReturn;
  }

  public boolean permits(User user) {
    return users.contains(user);
  }

  /** Cuts a reason to what a close frame holds, in whole code points. */
  public static String cut(String reason) {
    byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MAX_REASON) {
      return reason;
    }
    int end = MAX_REASON;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
