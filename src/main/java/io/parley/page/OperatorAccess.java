package io.parley.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The one rule for who sees what concerns all visitors: the list, the metrics, the lab. */
public final class OperatorAccess {
  private static final String SCHEME = "bearer ";

  private final Optional<Predicate<String>> token;
  private final boolean local;

  private OperatorAccess(Optional<Predicate<String>> token, boolean local) {
    this.token = token;
    this.local = local;
  }

  /** Whoever has the token, wherever they are. */
  public static OperatorAccess withToken(Predicate<String> token) {
    return new OperatorAccess(Optional.of(token), false);
  }

  /** Whoever is on this machine: for a server that nobody else can reach. */
  public static OperatorAccess onThisMachine() {
    return new OperatorAccess(Optional.empty(), true);
  }

  public static OperatorAccess nobody() {
    return new OperatorAccess(Optional.empty(), false);
  }

  boolean isOperator(HttpServletRequest request) {
    return refusal(request).isEmpty();
  }

  /** Whether the request is the operator's; if not, it is refused. */
  boolean admits(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<Refusal> refusal = refusal(request);
    if (refusal.isEmpty()) {
      return true;
    }
    if (refusal.get() == Refusal.NO_TOKEN) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"operator\"");
    }
    Reply.problem(response, refusal.get().status, refusal.get().detail);
    return false;
  }

  private Optional<Refusal> refusal(HttpServletRequest request) {
    Visitor visitor = new Visitor(request);
    if (visitor.isOfAnotherSite() && !visitor.site().equals(Optional.of("none"))) {
      return Optional.of(Refusal.OTHER_SITE);
    }
    if (token.isPresent()) {
      boolean right = bearer(request).filter(token.get()).isPresent();
      return right ? Optional.empty() : Optional.of(Refusal.NO_TOKEN);
    }
    return local && visitor.isLocal() && !visitor.showsProxy()
        ? Optional.empty()
        : Optional.of(Refusal.OFF);
  }

  /** {@code credentials = auth-scheme 1*SP token68} (RFC 6750 2.1). */
  private static Optional<String> bearer(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("Authorization"))
        .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .map(text -> text.substring(SCHEME.length()).strip());
  }

  private enum Refusal {
    OTHER_SITE(403, "A page of another site asked."),
    NO_TOKEN(401, "Send Authorization: Bearer and the operator's token."),
    OFF(
        404,
        "This is for the operator, and off here: set an operator token. Without one it is on only"
            + " where every connector is on loopback, and for whoever asks for localhost with no"
            + " proxy between.");

    private final int status;
    private final String detail;

    Refusal(int status, String detail) {
      this.status = status;
      this.detail = detail;
    }
  }
}
