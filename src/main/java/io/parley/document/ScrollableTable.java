package io.parley.document;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Renders a table in an element that scrolls, also by the keyboard, where the table is wide. */
final class ScrollableTable implements NodeRenderer {
  private static final Map<String, String> ATTRIBUTES =
      new TreeMap<>(Map.of("class", "table", "tabindex", "0"));

  private final HtmlNodeRendererContext context;

  ScrollableTable(HtmlNodeRendererContext context) {
    this.context = context;
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(TableBlock.class);
  }

  @Override
  public void render(Node table) {
    HtmlWriter html = context.getWriter();
    html.line();
    html.tag("div", ATTRIBUTES);
    html.tag("table");
    for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
      context.render(part);
    }
    html.tag("/table");
    html.tag("/div");
    html.line();
  }
}
