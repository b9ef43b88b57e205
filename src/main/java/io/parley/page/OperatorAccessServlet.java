package io.parley.page;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells a page whether the operator's pages are on for its visitor, so that it links only those
 * that are. Open to all: it says no more than a request for one of them.
 */
final class OperatorAccessServlet extends HttpServlet {
  static final String PATTERN = "/operator-access";

  private static final long serialVersionUID = 1;

  private final transient OperatorAccess access;

  OperatorAccessServlet(OperatorAccess access) {
    this.access = access;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (PageResponse.takes(request, response, "GET", "HEAD")) {
      String body = "{\"on\":%s,\"token\":%s}";
      PageResponse.json(response, body.formatted(access.isOnFor(request), access.wantsToken()));
    }
  }
}
