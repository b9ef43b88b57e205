package io.parley.page;

import io.parley.document.MarkdownRenderer;
import io.parley.document.RenderedDocument;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Serves the documents of the WAR as pages. Each is rendered at its first request, and kept. */
final class DocumentsServlet extends HttpServlet {
  static final String PATTERN = "/docs/*";
  private static final String FOLDER = "/WEB-INF/docs/";
  private static final String INDEX = "index";
  private static final long serialVersionUID = 1;

  /** A document's name can name no other folder. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** Bounded by the number of files in the folder. */
  private final transient Map<String, CachedPage> pages = new ConcurrentHashMap<>();

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!PageResponse.takes(request, response, "GET", "HEAD")) {
      return;
    }
    String path = request.getPathInfo();
    if (path == null) {
      redirect(response);
      return;
    }
    Optional<CachedPage> page = find(path);
    if (page.isPresent()) {
      page.get().send(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  /** Relative: the response does not depend on the host that the request names. */
  private static void redirect(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
    response.setHeader("Location", "docs/");
    response.setContentLength(0);
  }

  private Optional<CachedPage> find(String path) throws IOException {
    String name = path.equals("/") ? INDEX : path.substring(1);
    if (!NAME.matcher(name).matches() || path.equals("/" + INDEX)) {
      return Optional.empty();
    }
    CachedPage known = pages.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<CachedPage> page = read(name).map(markdown -> render(name, markdown));
    page.ifPresent(rendered -> pages.put(name, rendered));
    return page;
  }

  private Optional<String> read(String name) throws IOException {
    try (var file = getServletContext().getResourceAsStream(FOLDER + name + ".md")) {
      return file == null
          ? Optional.empty()
          : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static CachedPage render(String name, String markdown) {
    RenderedDocument document = new MarkdownRenderer().render(markdown);
    return CachedPage.of(DocumentPage.html(document, name.equals(INDEX)));
  }
}
