package io.parley.page;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Closes the connections of a member. To be registered for the operator only. A page of another
 * site cannot send {@code DELETE}: browsers ask for permission first (Fetch, CORS-preflight).
 */
final class MembersServlet extends HttpServlet {
  static final String PATTERN = "/members/*";

  /** Characters of an id at most. */
  private static final int MOST = 1_024;

  private static final long serialVersionUID = 1;

  private final transient OperatorConsole console;

  MembersServlet(OperatorConsole console) {
    this.console = console;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<String> id =
        Optional.ofNullable(request.getPathInfo())
            .map(path -> path.substring(1))
            .filter(text -> !text.isEmpty() && text.length() <= MOST);
    if (id.isEmpty()) {
      PageResponse.problem(
          response, 404, "members/<id> exists, with an id of 1 to 1024 characters.");
    } else if (PageResponse.takes(request, response, "DELETE")) {
      String operator = new PageRequest(request).effective().address();
      PageResponse.json(response, "{\"closed\":" + console.remove(id.get(), operator) + "}");
    }
  }
}
