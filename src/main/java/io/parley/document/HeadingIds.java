package io.parley.document;

import io.parley.document.RenderedDocument.Section;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Takes the title out of a document, and gives each other heading an id. */
final class HeadingIds extends AbstractVisitor {
  private final IdGenerator generator = IdGenerator.builder().build();
  private final IdentityHashMap<Node, String> ids = new IdentityHashMap<>();
  private final List<Section> sections = new ArrayList<>();
  private String title = "";

  private HeadingIds() {}

  static HeadingIds of(Node document) {
    HeadingIds ids = new HeadingIds();
    document.accept(ids);
    return ids;
  }

  @Override
  public void visit(Heading heading) {
    String text = PlainText.of(heading);
    // The title takes an id as well, so that the others are those of other renderers.
    String id = generator.generateId(text);
    if (title.isEmpty()) {
      title = text;
      heading.unlink();
      return;
    }
    ids.put(heading, id);
    if (heading.getLevel() == 2) {
      sections.add(new Section(id, text));
    }
  }

  String title() {
    return title;
  }

  Map<Node, String> ids() {
    return ids;
  }

  List<Section> sections() {
    return sections;
  }

  /** The text of a node without its markup. */
  private static final class PlainText extends AbstractVisitor {
    private final StringBuilder text = new StringBuilder();

    static String of(Node node) {
      PlainText plain = new PlainText();
      node.accept(plain);
      return plain.text.toString();
    }

    @Override
    public void visit(Text words) {
      text.append(words.getLiteral());
    }

    @Override
    public void visit(Code code) {
      text.append(code.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
      text.append(' ');
    }
  }
}
