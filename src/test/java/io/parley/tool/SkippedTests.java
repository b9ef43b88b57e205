package io.parley.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Ends the build's output: which tests were skipped and why, and what tests say to the reader. Both
 * are in files otherwise, the reports and the redirected output.
 */
public final class SkippedTests {
  /** Begins a line of output that is shown. */
  private static final String NOTICE = "NOTICE: ";

  private SkippedTests() {}

  /** Takes the directories of reports; one that does not exist has none. */
  public static void main(String[] directories) throws IOException {
    lines(Stream.of(directories).map(Path::of).toList()).forEach(System.out::println);
  }

  /** One line for each class and reason, then the notices. */
  static List<String> lines(List<Path> directories) throws IOException {
    Map<String, Integer> skipped = new TreeMap<>();
    TreeSet<String> notices = new TreeSet<>();
    for (Path file : files(directories)) {
      if (file.toString().endsWith(".xml")) {
        reasons(file).forEach(reason -> skipped.merge(reason, 1, Integer::sum));
      } else {
        notices(file).forEach(notices::add);
      }
    }
    List<String> lines = new ArrayList<>();
    skipped.forEach((reason, count) -> lines.add("skipped " + count + ": " + reason));
    lines.addAll(notices);
    return lines.isEmpty() ? List.of("skipped: no test") : lines;
  }

  private static List<Path> files(List<Path> directories) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path directory : directories) {
      if (Files.isDirectory(directory)) {
        try (Stream<Path> found = Files.list(directory)) {
          found
              .filter(
                  file -> file.getFileName().toString().matches("TEST-.*\\.xml|.*-output\\.txt"))
              .sorted()
              .forEach(files::add);
        }
      }
    }
    return files;
  }

  private static Stream<String> notices(Path output) throws IOException {
    return Files.readString(output, StandardCharsets.ISO_8859_1)
        .lines()
        .filter(line -> line.startsWith(NOTICE));
  }

  private static Stream<String> reasons(Path report) {
    try {
      NodeList nodes =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(report.toFile())
              .getElementsByTagName("skipped");
      return IntStream.range(0, nodes.getLength())
          .mapToObj(nodes::item)
          .map(Element.class::cast)
          .map(SkippedTests::reason);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(report.toString(), e);
    }
  }

  private static String reason(Element skipped) {
    String test = ((Element) skipped.getParentNode()).getAttribute("classname");
    String attribute = skipped.getAttribute("message");
    // Of a class that is skipped as a whole, the report has only the stack trace.
    String said =
        attribute.isEmpty()
            ? skipped.getTextContent().strip().lines().findFirst().orElse("")
            : attribute;
    String message = said.replaceFirst("^.*TestAbortedException: ", "").strip();
    return test + ": " + (message.isEmpty() ? "no reason given" : message);
  }
}
