package io.parley.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Admits only JSON of this server's own pages, so that a page of another site cannot make the
 * operator's browser change anything.
 */
final class OwnJson {
  private OwnJson() {}

  /** Whether the request is such; if not, it is refused. */
  static boolean admits(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PageRequest pageRequest = new PageRequest(request);
    if (pageRequest.isOfAnotherSite() || !pageRequest.isOwnPage()) {
      PageResponse.problem(
          response, 403, "Only a page of this server may ask, and Origin has to say so.");
      return false;
    }
    if (!isJson(request)) {
      PageResponse.problem(response, 415, "Send application/json.");
      return false;
    }
    return true;
  }

  private static boolean isJson(HttpServletRequest request) {
    String type = Optional.ofNullable(request.getContentType()).orElse("");
    return type.toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?");
  }
}
