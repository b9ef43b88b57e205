package io.parley.handshake;

import io.parley.http.Headers;
import io.parley.http.SafeText;
import io.parley.spec.Clause;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** Row 9: there is one key of 16 bytes. */
final class KeyRule extends RequestRule {
  KeyRule() {
    super("key");
  }

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  /** Of 16 bytes in base64; the last one may have unused bits set. */
  private static final int SIGNIFICANT_CHARACTERS = 22;

  /** Never used itself: a copy of it costs less than to look the algorithm up. */
  private static final MessageDigest SHA_1 = sha1();

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    return handshake.clientHandshake().isOverHttp2()
        ? List.of()
        : List.of(judge(handshake.headers()));
  }

  private Finding judge(Headers headers) {
    List<String> keys = headers.values(FieldNames.KEY);
    return switch (keys.size()) {
      case 0 -> refused(ProblemCode.KEY_MISSING, "", "There was no Sec-WebSocket-Key.");
      case 1 -> judge(keys.get(0));
      default ->
          refused(
              ProblemCode.KEY_REPEATED,
              FieldValues.shown(FieldNames.KEY, headers.joined(FieldNames.KEY)),
              "There were " + keys.size() + " Sec-WebSocket-Key fields.");
    };
  }

  private Finding judge(String key) {
    if (isSixteenBytes(key)) {
      return passed(Clause.KEY_FIELD, key, "The key is 16 bytes.");
    }
    String shown = SafeText.of(FieldValues.shown(FieldNames.KEY, key));
    return refused(
        ProblemCode.KEY_MALFORMED,
        shown,
        "Sec-WebSocket-Key was \"" + shown + "\", which is not base64 of 16 bytes.");
  }

  /** Whether a text is 16 bytes in base64. */
  static boolean isSixteenBytes(String key) {
    if (key.length() != SIGNIFICANT_CHARACTERS + 2 || !key.endsWith("==")) {
      return false;
    }
    for (int at = 0; at < SIGNIFICANT_CHARACTERS; at++) {
      if (!isOfBase64(key.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfBase64(char each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || (each >= '0' && each <= '9')
        || each == '+'
        || each == '/';
  }

  /** Computes {@code Sec-WebSocket-Accept}: {@code Clause.ACCEPT_VALUE}. */
  static String acceptance(String key) {
    byte[] hash = copyOfSha1().digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
    return Base64.getEncoder().encodeToString(hash);
  }

  private static MessageDigest copyOfSha1() {
    try {
      return (MessageDigest) SHA_1.clone();
    } catch (CloneNotSupportedException providerOfOther) {
      return sha1();
    }
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-1", impossible);
    }
  }
}
