package io.parley.page;

import io.parley.document.RenderedDocument;
import io.parley.document.RenderedDocument.Section;
import java.util.stream.Collectors;

/** The template of the documents' pages. */
final class DocumentPage {
  /** A shorter document needs no list of its sections. */
  private static final int FEWEST_SECTIONS = 3;

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
        <meta name="color-scheme" content="light dark">
        <title>%1$s · Parley</title>
        <link rel="icon" href="../favicon.ico">
        <link rel="stylesheet" href="../page/look.css">
        <link rel="stylesheet" href="../page/document.css">
      </head>
      <body class="document">
        <header>
          <a class="home" href="../">Parley</a>
          <a href="./"%2$s>Documents</a>
        </header>
        <main>
          <h1>%1$s</h1>
      %3$s    <article>
      %4$s    </article>
        </main>
      </body>
      </html>
      """;

  private static final String CONTENTS =
      """
          <nav aria-labelledby="contents">
            <h2 id="contents">On this page</h2>
            <ul>
      %s      </ul>
          </nav>
      """;

  private DocumentPage() {}

  /**
   * @param isIndex whether the document is the list of all others
   */
  static String html(RenderedDocument document, boolean isIndex) {
    String current = isIndex ? " aria-current=\"page\"" : "";
    String contents = isIndex ? "" : contents(document);
    return PAGE.formatted(HtmlText.escaped(document.title()), current, contents, document.html());
  }

  private static String contents(RenderedDocument document) {
    if (document.sections().size() < FEWEST_SECTIONS) {
      return "";
    }
    String links =
        document.sections().stream().map(DocumentPage::link).collect(Collectors.joining());
    return CONTENTS.formatted(links);
  }

  private static String link(Section section) {
    return "        <li><a href=\"#%s\">%s</a></li>\n"
        .formatted(HtmlText.escaped(section.id()), HtmlText.escaped(section.title()));
  }
}
