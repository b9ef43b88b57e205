package io.parley.document;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/**
 * Turns links between the files of the documents into links between their pages. A link or an image
 * of any other file is replaced by its text, since no page has it.
 */
final class LinkRewriter extends AbstractVisitor {
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://.*");
  private static final Pattern DOCUMENT = Pattern.compile("([a-z0-9-]+)\\.md(#.*)?");

  private LinkRewriter() {}

  static void rewrite(Node document) {
    document.accept(new LinkRewriter());
  }

  @Override
  public void visit(Link link) {
    visitChildren(link);
    String target = link.getDestination();
    Matcher document = DOCUMENT.matcher(target);
    if (document.matches()) {
      String fragment = document.group(2) == null ? "" : document.group(2);
      link.setDestination(page(document.group(1)) + fragment);
    } else if (!target.startsWith("#") && !ABSOLUTE.matcher(target).matches()) {
      replaceByContent(link);
    }
  }

  @Override
  public void visit(Image image) {
    replaceByContent(image);
  }

  private static String page(String name) {
    return name.equals("index") ? "./" : name;
  }

  private static void replaceByContent(Node node) {
    for (Node child = node.getFirstChild(); child != null; child = node.getFirstChild()) {
      node.insertBefore(child);
    }
    node.unlink();
  }
}
