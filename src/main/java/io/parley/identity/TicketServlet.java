package io.parley.identity;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.parley.handshake.ProblemCode;
import io.parley.http.Headers;
import io.parley.identity.Credentials.Token;
import io.parley.identity.Verification.Invalid;
import io.parley.identity.Verification.Valid;
import io.parley.problem.ProblemJson;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives a ticket for a token in {@code Authorization}. No thread waits for the issuer's keys. */
final class TicketServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient JwtVerifier verifier;
  private final transient Tickets tickets;

  TicketServlet(JwtVerifier verifier, Tickets tickets) {
    this.verifier = verifier;
    this.tickets = tickets;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      send(
          response,
          405,
          ProblemJson.MEDIA_TYPE,
          ProblemJson.write(405, "Method Not Allowed", "A ticket is asked for with POST."));
      return;
    }
    List<Credentials> found = Credentials.ofAuthorization(authorization(request));
    if (found.size() == 1 && found.get(0) instanceof Token token) {
      verify(request.startAsync(), token.value());
    } else {
      refuse(
          request,
          response,
          found.isEmpty() ? ProblemCode.AUTHENTICATION_REQUIRED : ProblemCode.CREDENTIALS_REPEATED,
          found.isEmpty() ? "The request has no credentials." : "Authorization is repeated.");
    }
  }

  private static Headers authorization(HttpServletRequest request) {
    Headers headers = Headers.none();
    for (String value : Collections.list(request.getHeaders("Authorization"))) {
      headers = headers.with("Authorization", value.strip());
    }
    return headers;
  }

  private void verify(AsyncContext async, String token) {
    HttpServletRequest request = (HttpServletRequest) async.getRequest();
    HttpServletResponse response = (HttpServletResponse) async.getResponse();
    Optional<String> origin = Optional.ofNullable(request.getHeader("Origin"));
    var ignored =
        verifier
            .verify(token)
            .whenComplete(
                (verification, failure) -> {
                  try {
                    answer(request, response, Optional.ofNullable(verification), origin);
                  } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                  } finally {
                    async.complete();
                  }
                });
  }

  private void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      Optional<Verification> verification,
      Optional<String> origin)
      throws IOException {
    if (verification.isEmpty()) {
      response.setHeader("Retry-After", "10");
      refuse(
          request,
          response,
          ProblemCode.AUTHENTICATION_UNAVAILABLE,
          "The keys of the issuer cannot be fetched now.");
    } else if (verification.get() instanceof Invalid invalid) {
      refuse(request, response, invalid.problemCode(), invalid.detail());
    } else {
      give(response, tickets.issue((Valid) verification.get(), origin));
    }
  }

  private static void give(HttpServletResponse response, Optional<String> ticket)
      throws IOException {
    if (ticket.isEmpty()) {
      response.setHeader("Retry-After", Long.toString(Tickets.LIFE.toSeconds()));
      String body = ProblemJson.write(429, "Too Many Requests", "Too many tickets are unused.");
      send(response, 429, ProblemJson.MEDIA_TYPE, body);
      return;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ticket", ticket.get());
    body.put("expires_in", Tickets.LIFE.toSeconds());
    send(response, 201, "application/json", JSONObjectUtils.toJSONString(body));
  }

  private static void refuse(
      HttpServletRequest request,
      HttpServletResponse response,
      ProblemCode problemCode,
      String detail)
      throws IOException {
    Refusals.fields(problemCode, detail)
        .fields()
        .forEach(field -> response.setHeader(field.name(), field.value()));
    send(
        response,
        problemCode.status(),
        ProblemJson.MEDIA_TYPE,
        ProblemJson.write(request.getContextPath(), problemCode, detail));
  }

  private static void send(HttpServletResponse response, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(type);
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
