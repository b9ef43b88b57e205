package io.parley.page;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Decides who may see what concerns all visitors: the list, the metrics, the lab. A token that is
 * guessed too often is not compared.
 */
public final class OperatorAccess {
  private static final String SCHEME = "bearer ";

  private final Optional<Predicate<String>> token;
  private final boolean local;
  private final Consumer<OperatorRefusal> listener;
  private final GuessLimit guesses = new GuessLimit();

  private OperatorAccess(
      Optional<Predicate<String>> token, boolean local, Consumer<OperatorRefusal> listener) {
    this.token = token;
    this.local = local;
    this.listener = listener;
  }

  /** Admits any request with the token, from any address. */
  public static OperatorAccess withToken(Predicate<String> token) {
    return new OperatorAccess(Optional.of(token), false, refusal -> {});
  }

  /** Admits any request from this machine, for a server that other machines cannot reach. */
  public static OperatorAccess onThisMachine() {
    return new OperatorAccess(Optional.empty(), true, refusal -> {});
  }

  public static OperatorAccess nobody() {
    return new OperatorAccess(Optional.empty(), false, refusal -> {});
  }

  /** Returns the same access, which reports each refusal. */
  public OperatorAccess tellingOfRefusals(Consumer<OperatorRefusal> to) {
    return new OperatorAccess(token, local, to);
  }

  /**
   * Returns the same access, which also admits any request with another token. A token is needed
   * then, on this machine too.
   */
  public OperatorAccess orWithToken(Predicate<String> other) {
    return new OperatorAccess(
        Optional.of(token.map(operators -> operators.or(other)).orElse(other)), false, listener);
  }

  /** Returns a servlet that lets only the operator reach the given one, on whatever path. */
  public Servlet protect(Servlet servlet) {
    return new OperatorServlet(this, servlet);
  }

  /** Whether the request is the operator's; if not, it is refused. */
  boolean admits(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Verdict verdict = verdict(request);
    if (!verdict.admitted()) {
      tell(request, verdict);
      answer(response, verdict);
    }
    return verdict.admitted();
  }

  /**
   * Whether the request has operator rights, for a resource that others may also ask for. Refuses a
   * token that is not compared.
   *
   * @return empty where the request is already answered
   */
  Optional<Boolean> isOperator(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Verdict verdict = verdict(request);
    if (verdict.reason().filter(OperatorRefusal.Reason::isGuess).isPresent()) {
      tell(request, verdict);
    }
    if (verdict.seconds().isPresent()) {
      answer(response, verdict);
      return Optional.empty();
    }
    return Optional.of(verdict.admitted());
  }

  /**
   * Whether a visitor can use the operator's pages from here, with a token where one is set. Judges
   * no token, and reports nothing.
   */
  boolean isOnFor(HttpServletRequest request) {
    PageRequest pageRequest = new PageRequest(request);
    return !pageRequest.isOfAnotherSite()
        && (token.isPresent() || (local && pageRequest.isLocal() && !pageRequest.showsProxy()));
  }

  /** Whether some visitor can be the operator. */
  boolean isOn() {
    return local || token.isPresent();
  }

  /** Whether a token is set. */
  boolean wantsToken() {
    return token.isPresent();
  }

  private void tell(HttpServletRequest request, Verdict verdict) {
    verdict.reason().ifPresent(reason -> listener.accept(OperatorRefusal.of(reason, request)));
  }

  private static void answer(HttpServletResponse response, Verdict verdict) throws IOException {
    OperatorRefusal.Reason reason = verdict.reason().orElseThrow();
    if (verdict.seconds().isPresent()) {
      PageResponse.tooMany(response, verdict.seconds().getAsInt());
      return;
    }
    if (reason.status() == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"operator\"");
    }
    PageResponse.problem(response, reason.status(), reason.detail());
  }

  /**
   * @param reason empty for the operator
   * @param seconds after which a token is compared again
   */
  private record Verdict(Optional<OperatorRefusal.Reason> reason, OptionalInt seconds) {
    static final Verdict ADMITTED = new Verdict(Optional.empty(), OptionalInt.empty());

    static Verdict refused(OperatorRefusal.Reason reason) {
      return new Verdict(Optional.of(reason), OptionalInt.empty());
    }

    boolean admitted() {
      return reason.isEmpty();
    }
  }

  private Verdict verdict(HttpServletRequest request) {
    PageRequest pageRequest = new PageRequest(request);
    if (pageRequest.isOfAnotherSite() && !pageRequest.site().equals(Optional.of("none"))) {
      return Verdict.refused(OperatorRefusal.Reason.OTHER_SITE);
    }
    if (token.isPresent()) {
      return bearer(request)
          .map(said -> compared(pageRequest, said, token.get()))
          .orElseGet(() -> Verdict.refused(OperatorRefusal.Reason.NO_TOKEN));
    }
    return local && pageRequest.isLocal() && !pageRequest.showsProxy()
        ? Verdict.ADMITTED
        : Verdict.refused(OperatorRefusal.Reason.OFF);
  }

  private Verdict compared(PageRequest pageRequest, String said, Predicate<String> right) {
    GuessLimit.Outcome outcome = guesses.compare(pageRequest.network(), () -> right.test(said));
    if (outcome.seconds().isPresent()) {
      return new Verdict(Optional.of(OperatorRefusal.Reason.TOO_MANY_GUESSES), outcome.seconds());
    }
    return outcome.right() ? Verdict.ADMITTED : Verdict.refused(OperatorRefusal.Reason.WRONG_TOKEN);
  }

  /** {@code credentials = auth-scheme 1*SP token68} (RFC 6750 2.1). */
  private static Optional<String> bearer(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("Authorization"))
        .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .map(text -> text.substring(SCHEME.length()).strip());
  }
}
