package io.parley.page;

import io.parley.handshake.ProblemCode;
import io.parley.http.QueryParameters;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Serves a page for each problem code, at the {@code type} of a refusal. */
final class ProblemsServlet extends HttpServlet {
  static final String PATTERN = "/problems/*";
  private static final long serialVersionUID = 1;

  /** Explains what most visitors of these pages came for. */
  private static final String ERROR_DOCUMENT = "error-1006";

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="{language}">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
        <meta name="color-scheme" content="light dark">
        <title>{title} · Parley</title>
        <link rel="icon" href="../favicon.ico">
        <link rel="stylesheet" href="../page/look.css">
        <link rel="stylesheet" href="../page/problem.css">
      </head>
      <body class="problem">
        <main>
          <p class="name"><code>{code}</code> <span>{status}</span></p>
          <h1>{title}</h1>
          <p>{meaning}</p>
          <h2>{adviceLabel}</h2>
          <p class="advice">{advice}</p>
          <h2>{causeLabel}</h2>
          <p>{cause}</p>
          <h2>{clauseLabel}</h2>
          <p><a href="{link}" rel="noreferrer">{citation}</a>: {clause}</p>
          <h2>{documentsLabel}</h2>
          <ul>
            <li><a href="../docs/{document}" hreflang="en">{documentTitle}</a></li>
            <li><a href="../docs/{errorDocument}" hreflang="en">{errorTitle}</a></li>
          </ul>
        </main>
        <footer>
          <a href="../?lang={language}">Parley</a>
          <a href="?lang=en" lang="en" hreflang="en">English</a>
          <a href="?lang=zh-Hant" lang="zh-Hant" hreflang="zh-Hant">中文</a>
        </footer>
      </body>
      </html>
      """;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!PageResponse.takes(request, response, "GET", "HEAD")) {
      return;
    }
    Optional<ProblemCode> problemCode = code(request);
    if (problemCode.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    byte[] page = page(problemCode.get(), ProblemTexts.in(language(request)));
    response.setHeader("Vary", "Accept-Language");
    response.setContentType("text/html; charset=utf-8");
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }

  private static Optional<ProblemCode> code(HttpServletRequest request) {
    String name = Optional.ofNullable(request.getPathInfo()).orElse("");
    return Arrays.stream(ProblemCode.values())
        .filter(problemCode -> name.equals("/" + problemCode))
        .findAny();
  }

  private static String language(HttpServletRequest request) {
    Optional<String> chosen = QueryParameters.first(request.getQueryString(), "lang");
    // Without the header a container returns its own language.
    boolean wished = request.getHeader("Accept-Language") != null;
    List<Locale> wishes = wished ? Collections.list(request.getLocales()) : List.of();
    return chosen
        .map(tag -> ProblemTexts.language(List.of(Locale.forLanguageTag(tag))))
        .orElseGet(() -> ProblemTexts.language(wishes));
  }

  private static byte[] page(ProblemCode problemCode, ProblemTexts texts) {
    String page = PAGE;
    for (String[] value :
        new String[][] {
          {"language", texts.language()},
          {"code", problemCode.toString()},
          {"status", status(problemCode, texts)},
          {"title", texts.title(problemCode)},
          {"meaning", texts.meaning(problemCode)},
          {"adviceLabel", texts.label("advice")},
          {"advice", texts.advice(problemCode)},
          {"causeLabel", texts.label("cause")},
          {"cause", texts.cause(problemCode)},
          {"clauseLabel", texts.label("clause")},
          {"citation", texts.citation(problemCode.clause())},
          {"link", problemCode.clause().link()},
          {"clause", texts.clause(problemCode.clause())},
          {"documentsLabel", texts.label("documents")},
          {"document", ProblemTexts.document(problemCode)},
          {"documentTitle", texts.documentTitle(ProblemTexts.document(problemCode))},
          {"errorDocument", ERROR_DOCUMENT},
          {"errorTitle", texts.documentTitle(ERROR_DOCUMENT)},
        }) {
      page = page.replace("{" + value[0] + "}", HtmlText.escaped(value[1]));
    }
    return page.getBytes(StandardCharsets.UTF_8);
  }

  private static String status(ProblemCode problemCode, ProblemTexts texts) {
    return problemCode.status() < 400
        ? texts.label("declined")
        : texts.label("status") + " " + problemCode.status();
  }
}
