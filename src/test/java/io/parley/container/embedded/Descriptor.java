package io.parley.container.embedded;

import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.MimeMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A {@code web.xml}: Undertow by itself reads none, WildFly does. */
record Descriptor(Element root) {

  static Descriptor read(Path file) throws IOException {
    try {
      return new Descriptor(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(file.toFile())
              .getDocumentElement());
    } catch (ParserConfigurationException | SAXException malformed) {
      throw new IOException(malformed);
    }
  }

  void apply(DeploymentInfo info) {
    all(root, "mime-mapping")
        .map(e -> new MimeMapping(text(e, "extension"), text(e, "mime-type")))
        .forEach(info::addMimeMapping);
    all(root, "welcome-file").map(Element::getTextContent).forEach(info::addWelcomePage);
    all(root, "error-page")
        .map(e -> new ErrorPage(text(e, "location"), Integer.parseInt(text(e, "error-code"))))
        .forEach(info::addErrorPage);
    info.setDefaultRequestEncoding(text(root, "request-character-encoding"));
    info.setDefaultResponseEncoding(text(root, "response-character-encoding"));
  }

  private static Stream<Element> all(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
  }

  private static String text(Element parent, String name) {
    return all(parent, name).findFirst().orElseThrow().getTextContent();
  }
}
