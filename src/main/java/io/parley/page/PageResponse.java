package io.parley.page;

import io.parley.problem.ProblemJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes responses that no cache may store. */
final class PageResponse {
  private static final Map<Integer, String> TITLES =
      Map.of(
          400, "Bad Request",
          401, "Unauthorized",
          403, "Forbidden",
          404, "Not Found",
          405, "Method Not Allowed",
          413, "Content Too Large",
          415, "Unsupported Media Type",
          429, "Too Many Requests");

  private PageResponse() {}

  static void json(HttpServletResponse response, String body) throws IOException {
    send(response, HttpServletResponse.SC_OK, "application/json", body);
  }

  static void noContent(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setHeader("Cache-Control", "no-store");
  }

  /**
   * @param detail one sentence, safe to show
   */
  static void problem(HttpServletResponse response, int status, String detail) throws IOException {
    String body = ProblemJson.write(status, TITLES.get(status), detail);
    send(response, status, ProblemJson.MEDIA_TYPE, body);
  }

  static void tooMany(HttpServletResponse response, int seconds) throws IOException {
    response.setHeader("Retry-After", Integer.toString(seconds));
    problem(response, 429, "Come back after the seconds in Retry-After.");
  }

  /** Whether the method is one of these; if not, it is refused. */
  static boolean takes(HttpServletRequest request, HttpServletResponse response, String... methods)
      throws IOException {
    for (String method : methods) {
      if (method.equals(request.getMethod())) {
        return true;
      }
    }
    response.setHeader("Allow", String.join(", ", methods));
    problem(response, 405, "Allow names the methods that this resource has.");
    return false;
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
