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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resource for whoever sends a valid token in {@code Authorization}, with {@code POST}. No thread
 * waits for the issuer's keys. Register it as asynchronous.
 */
abstract class TokenServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient JwtVerifier verifier;

  TokenServlet(JwtVerifier verifier) {
    this.verifier = verifier;
  }

  /** Whether the path of a request names a resource. */
  abstract boolean exists(HttpServletRequest request);

  /** Answers a request with a valid token. */
  abstract void answer(HttpServletRequest request, HttpServletResponse response, Valid login)
      throws IOException;

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!exists(request)) {
      refuse(response, 404, "Not Found", "There is nothing at this path.");
    } else if (request.getMethod().equals("POST")) {
      authenticate(request, response);
    } else {
      response.setHeader("Allow", "POST");
      refuse(response, 405, "Method Not Allowed", "Send POST, with a token in Authorization.");
    }
  }

  private void authenticate(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
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
    var ignored =
        verifier
            .verify(token)
            .whenComplete(
                (verification, failure) -> {
                  try {
                    answer(request, response, Optional.ofNullable(verification));
                  } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                  } finally {
                    async.complete();
                  }
                });
  }

  private void answer(
      HttpServletRequest request, HttpServletResponse response, Optional<Verification> verification)
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
      answer(request, response, (Valid) verification.get());
    }
  }

  static void refuse(HttpServletResponse response, int status, String title, String detail)
      throws IOException {
    send(response, status, ProblemJson.MEDIA_TYPE, ProblemJson.write(status, title, detail));
  }

  static void give(HttpServletResponse response, int status, Map<String, Object> object)
      throws IOException {
    send(response, status, "application/json", JSONObjectUtils.toJSONString(object));
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

  static void send(HttpServletResponse response, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(type);
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
