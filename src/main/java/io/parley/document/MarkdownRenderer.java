package io.parley.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Renders documents as HTML. HTML inside a document is escaped. Thread-safe. */
public final class MarkdownRenderer {
  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

  private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();

  /**
   * Renders a document. The first heading becomes the title, and is not part of the HTML. A link to
   * another document leads to its page; any other relative link becomes plain text.
   */
  public RenderedDocument render(String markdown) {
    Node document = parser.parse(markdown);
    LinkRewriter.rewrite(document);
    HeadingIds headings = HeadingIds.of(document);
    String html = renderer(headings.ids()).render(document);
    return new RenderedDocument(headings.title(), html, headings.sections());
  }

  private static HtmlRenderer renderer(Map<Node, String> ids) {
    return HtmlRenderer.builder()
        // Before the extension, whose own renderer of tables would be taken.
        .nodeRendererFactory(ScrollableTable::new)
        .extensions(EXTENSIONS)
        .escapeHtml(true)
        .sanitizeUrls(true)
        .attributeProviderFactory(
            context -> (node, tag, attributes) -> complete(node, tag, attributes, ids))
        .build();
  }

  private static void complete(
      Node node, String tag, Map<String, String> attributes, Map<Node, String> ids) {
    Optional.ofNullable(ids.get(node)).ifPresent(id -> attributes.put("id", id));
    if (tag.equals("pre")) {
      // Wide ones scroll, also by the keyboard.
      attributes.put("tabindex", "0");
    }
    if (tag.equals("a")) {
      // The sanitizer's own "nofollow" is for links of strangers.
      attributes.remove("rel");
      if (!isRelative(attributes.getOrDefault("href", ""))) {
        attributes.put("rel", "noreferrer");
      }
    }
  }

  private static boolean isRelative(String target) {
    return !target.contains(":");
  }
}
