package io.parley.page;

import io.parley.handshake.ProblemCode;
import io.parley.http.QueryParameters;
import io.parley.journal.AttemptId;
import io.parley.journal.HandshakeRecord;
import io.parley.journal.Journal;
import io.parley.problem.HandshakeJson;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Serves one handshake to anyone with its attempt id, and the list of all to the operator. */
final class HandshakesServlet extends HttpServlet {
  static final String PATTERN = "/handshakes/*";

  /** The burst from one address, and then requests a second: a page asks once for each attempt. */
  private static final int BURST = 20;

  private static final int PER_SECOND = 2;
  private static final String DEFAULT_LIMIT = "100";
  private static final int MOST_LISTED = 1_000;
  private static final long serialVersionUID = 1;

  private final transient Journal journal;
  private final transient OperatorAccess access;
  private final transient VisitorRateLimiter visitorRateLimiter =
      new VisitorRateLimiter(BURST, PER_SECOND);

  HandshakesServlet(Journal journal, OperatorAccess access) {
    this.journal = journal;
    this.access = access;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!PageResponse.takes(request, response, "GET", "HEAD")) {
      return;
    }
    if (request.getPathInfo() == null) {
      if (access.admits(request, response)) {
        list(request, response);
      }
    } else {
      one(request, response, request.getPathInfo().substring(1));
    }
  }

  private void one(HttpServletRequest request, HttpServletResponse response, String id)
      throws IOException {
    PageRequest pageRequest = new PageRequest(request);
    if (pageRequest.isOfAnotherSite()) {
      PageResponse.problem(response, 403, "Only a page of this server may ask.");
      return;
    }
    int wait = visitorRateLimiter.wait(pageRequest.network());
    if (wait > 0) {
      PageResponse.tooMany(response, wait);
      return;
    }
    Optional<HandshakeRecord> attempt =
        Optional.of(id).filter(AttemptId::isValid).flatMap(journal::attempt);
    if (attempt.isPresent()) {
      show(request, response, attempt);
    } else {
      ofOperator(request, response, id);
    }
  }

  /** The operator may also ask by the handshake's own id. */
  private void ofOperator(HttpServletRequest request, HttpServletResponse response, String id)
      throws IOException {
    Optional<Boolean> operator = access.isOperator(request, response);
    if (operator.isPresent()) {
      boolean known = operator.get() && AttemptId.isValid(id);
      show(request, response, known ? journal.find(id) : Optional.empty());
    }
  }

  private static void show(
      HttpServletRequest request,
      HttpServletResponse response,
      Optional<HandshakeRecord> handshakeRecord)
      throws IOException {
    if (handshakeRecord.isPresent()) {
      PageResponse.json(
          response, HandshakeJson.write(request.getContextPath(), handshakeRecord.get()));
    } else {
      PageResponse.problem(
          response, 404, "No handshake of the last 10 minutes had this attempt id.");
    }
  }

  private void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String limit = parameter(request, "limit").orElse(DEFAULT_LIMIT);
    Optional<Predicate<HandshakeRecord>> filter = filter(request);
    Optional<HandshakeSearch> search = HandshakeSearch.of(parameter(request, "search").orElse(""));
    if (filter.isEmpty()
        || search.isEmpty()
        || !limit.matches("[1-9][0-9]{0,3}")
        || Integer.parseInt(limit) > MOST_LISTED) {
      PageResponse.problem(
          response,
          400,
          "verdict is accepted or refused, code the code of a refusal, limit from 1 to 1000, and"
              + " search has at most 128 characters.");
      return;
    }
    List<HandshakeRecord> kept = journal.recent();
    List<HandshakeRecord> shown =
        kept.stream()
            .filter(filter.get().and(search.get()))
            .limit(Integer.parseInt(limit))
            .toList();
    PageResponse.json(response, HandshakeJson.list(shown, kept, journal.most()));
  }

  /** Returns the filter of the list; empty where a parameter is invalid. */
  private static Optional<Predicate<HandshakeRecord>> filter(HttpServletRequest request) {
    Optional<Predicate<HandshakeRecord>> verdict =
        switch (parameter(request, "verdict").orElse("")) {
          case "" -> Optional.of(handshakeRecord -> true);
          case "accepted" -> Optional.of(handshakeRecord -> handshakeRecord.code().isEmpty());
          case "refused" -> Optional.of(handshakeRecord -> handshakeRecord.code().isPresent());
          default -> Optional.empty();
        };
    Optional<String> code = parameter(request, "code");
    boolean known = code.isEmpty() || codes().contains(code.get());
    return verdict
        .filter(any -> known)
        .map(
            of ->
                of.and(
                    handshakeRecord ->
                        code.isEmpty()
                            || code.equals(handshakeRecord.code().map(ProblemCode::toString))));
  }

  private static List<String> codes() {
    return Arrays.stream(ProblemCode.values())
        .filter(problemCode -> problemCode.status() >= 400)
        .map(ProblemCode::toString)
        .toList();
  }

  private static Optional<String> parameter(HttpServletRequest request, String name) {
    return QueryParameters.first(request.getQueryString(), name).filter(value -> !value.isEmpty());
  }
}
