package io.parley.identity;

import io.parley.identity.Verification.Valid;
import io.parley.problem.ProblemJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Renews the authentication of an open connection by a newer token of the same user. */
final class RenewalServlet extends TokenServlet {
  private static final long serialVersionUID = 1;
  private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9_-]{1,64})/token");

  private final transient ConnectionRenewal renewal;

  RenewalServlet(JwtVerifier verifier, ConnectionRenewal renewal) {
    super(verifier);
    this.renewal = renewal;
  }

  private static Optional<String> connection(HttpServletRequest request) {
    return Optional.ofNullable(request.getPathInfo())
        .map(PATH::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1));
  }

  @Override
  boolean exists(HttpServletRequest request) {
    return connection(request).isPresent();
  }

  @Override
  void answer(HttpServletRequest request, HttpServletResponse response, Valid login)
      throws IOException {
    switch (renewal.renew(connection(request).orElseThrow(), login.principal(), login.end())) {
      case RENEWED ->
          give(
              response,
              200,
              Map.of("until", login.end().truncatedTo(ChronoUnit.SECONDS).toString()));
      case UNKNOWN ->
          refuse(response, 404, "Not Found", "No connection with this id is open on this server.");
      case REFUSED ->
          send(
              response,
              403,
              ProblemJson.MEDIA_TYPE,
              ProblemJson.write(
                  403,
                  "Forbidden",
                  "token-of-another-user",
                  "This connection is another user's, or has ended."));
    }
  }
}
