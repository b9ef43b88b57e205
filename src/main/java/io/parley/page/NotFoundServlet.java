package io.parley.page;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Answers 404 to every method. The links of its page work at any depth of the address: relative
 * links would not, and the page's policy forbids a base.
 */
final class NotFoundServlet extends HttpServlet {
  static final String FILE = "/404.html";
  private static final long serialVersionUID = 1;

  /** Includes "%": some containers return their path encoded, some decoded. */
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/%";

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] page = page();
    response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    response.setContentType("text/html; charset=utf-8");
    response.setContentLength(page.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(page);
    }
  }

  private byte[] page() throws IOException {
    try (var file = getServletContext().getResourceAsStream(FILE)) {
      if (file == null) {
        throw new FileNotFoundException(FILE);
      }
      var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.replace("{base}", base()).getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Uses the context's path, not the request's path, which the peer controls. */
  private String base() {
    var base = new StringBuilder();
    for (byte octet : getServletContext().getContextPath().getBytes(StandardCharsets.UTF_8)) {
      base.append(PLAIN.indexOf(octet) < 0 ? "%%%02X".formatted(octet) : (char) octet);
    }
    return base.toString();
  }
}
