package io.parley.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents of the source tree. */
class DocumentsTest {
  private static final Path FOLDER = Path.of("src/site/markdown");
  private static final Path INDEX = FOLDER.resolve("index.md");
  private static final Pattern ENTRY =
      Pattern.compile("(?m)^- \\[(.+)]\\(([^)]+)\\.md\\): (\\S.*\\.)$");
  private static final Pattern TARGET = Pattern.compile("(?<!!)\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  /** All that are read on other sites too. */
  private static List<Path> pages() throws IOException {
    List<Path> top = List.of(Path.of("README.md"));
    Path meta = Path.of(".github");
    try (Stream<Path> files = Files.isDirectory(meta) ? Files.walk(meta) : Stream.<Path>empty()) {
      List<Path> more = files.filter(file -> file.toString().endsWith(".md")).toList();
      return Stream.of(top, more, documents()).flatMap(List::stream).toList();
    }
  }

  private static RenderedDocument render(Path document) throws IOException {
    return new MarkdownRenderer().render(Files.readString(document));
  }

  private static String name(Path document) {
    return document.getFileName().toString().replace(".md", "");
  }

  @Test
  void theIndexHasEveryDocumentOnceWithItsTitleAndASentence() throws IOException {
    Map<String, String> titles = new TreeMap<>();
    for (Path document : documents()) {
      if (!document.equals(INDEX)) {
        titles.put(name(document), render(document).title());
      }
    }
    Map<String, String> listed =
        ENTRY
            .matcher(Files.readString(INDEX))
            .results()
            .collect(
                Collectors.toMap(
                    entry -> entry.group(2), entry -> entry.group(1).replace("`", "")));
    assertThat(new TreeMap<>(listed)).isEqualTo(titles);
  }

  @Test
  void theIndexIsInFourGroups() throws IOException {
    assertThat(render(INDEX).sections())
        .extracting(RenderedDocument.Section::title)
        .containsExactly("Start", "Run", "Build on it", "Reference");
  }

  @Test
  void theNewestOfTheChangesIsThisVersion() throws IOException {
    Pattern version = Pattern.compile("<artifactId>parley</artifactId>\\s+<version>(.+?)<");
    String pom = Files.readString(Path.of("pom.xml"));
    String current = version.matcher(pom).results().findFirst().orElseThrow().group(1);
    assertThat(render(Path.of(".github/CHANGELOG.md")).sections().get(0).title())
        .isEqualTo(current);
  }

  @Test
  void everyRelativeLinkAndEveryAnchorExists() throws IOException {
    TreeSet<String> broken = new TreeSet<>();
    for (Path page : pages()) {
      for (String target : targets(page)) {
        if (!exists(page, target)) {
          broken.add(page + ": " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  /** Without those in code. */
  private static List<String> targets(Path page) throws IOException {
    String text =
        Files.readString(page)
            .replaceAll("(?ms)^```.*?^```", "")
            .replaceAll("(?m)^    .*$", "")
            .replaceAll("(?m)(\\[[^\\]]*)`([^`\\]]*)`", "$1$2");
    return TARGET
        .matcher(text)
        .results()
        .map((MatchResult link) -> link.group(1))
        .filter(target -> !target.matches("(?i)[a-z]+:.*"))
        .toList();
  }

  private static boolean exists(Path page, String target) throws IOException {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path folder = page.toAbsolutePath().getParent();
    Path named = file.isEmpty() ? page.toAbsolutePath() : folder.resolve(file).normalize();
    if (!Files.exists(named)) {
      return false;
    }
    return hash < 0 || ids(named).contains(target.substring(hash + 1));
  }

  private static List<String> ids(Path page) throws IOException {
    return ID.matcher(render(page).html()).results().map(id -> id.group(1)).toList();
  }
}
