package io.parley.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;

/**
 * A refused request for the operator's resources. Contains nothing that the request sent.
 *
 * @param method "other" where these resources do not know it
 * @param resource the pattern of its path, such as {@code /handshakes/*}
 * @param address the client's, as trusted proxies name it
 */
public record OperatorRefusal(Reason reason, String method, String resource, String address) {
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

  static OperatorRefusal of(Reason reason, HttpServletRequest request) {
    return new OperatorRefusal(
        reason,
        METHODS.contains(request.getMethod()) ? request.getMethod() : "other",
        request.getHttpServletMapping().getPattern(),
        new PageRequest(request).effective().address());
  }

  /** The reason of the refusal; its text goes to the log and the metric. */
  public enum Reason {
    OTHER_SITE(403, "A page of another site asked."),
    NO_TOKEN(401, "Send Authorization: Bearer and the operator's token."),
    WRONG_TOKEN(401, "This is not the operator's token."),
    TOO_MANY_GUESSES(429, "Too many tokens were wrong."),
    OFF(
        404,
        "This is for the operator, and off here: set an operator token. Without one it is on only"
            + " where every connector is on loopback, and for whoever asks for localhost with no"
            + " proxy between.");

    private final int status;
    private final String detail;

    Reason(int status, String detail) {
      this.status = status;
      this.detail = detail;
    }

    /** Whether a wrong token was sent, or one that was not compared. */
    boolean isGuess() {
      return this == WRONG_TOKEN || this == TOO_MANY_GUESSES;
    }

    int status() {
      return status;
    }

    String detail() {
      return detail;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
