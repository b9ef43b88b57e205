package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handshake.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of the pages, as they are in their files. */
class TextsTest {
  private static final Path PAGES = Path.of("src/main/webapp");

  /** A name at the first or the second level, and its text or the beginning of a group. */
  private static final Pattern TEXT =
      Pattern.compile("(?m)^(  |    )\"?([\\w-]+)\"?:\\s+(\\{$|(?:\"[^\\n]*\"),?$)");

  private static final Pattern BRACES = Pattern.compile("\\{(\\w+)}");
  private static final Pattern SAID = Pattern.compile("\\bsay\\(\"([\\w-]+)\"");
  private static final Pattern MARKED =
      Pattern.compile("data-(?:text|label|placeholder)=\"(\\w+)\"");

  @Test
  void everyTextStandsInBothLanguagesWithTheSameValues() throws IOException {
    var english = texts("en.js");
    assertThat(english)
        .hasSizeGreaterThan(100)
        .containsKeys("send", "purposes.origin", "codes.1006");
    assertThat(values(texts("zh-hant.js"))).isEqualTo(values(english));
  }

  @Test
  void everyChineseTextIsChineseButThoseOfSignsAndValues() throws IOException {
    var foreign = new TreeSet<String>();
    texts("zh-hant.js")
        .forEach(
            (name, text) -> {
              if (!text.matches(".*\\p{IsHan}.*")) {
                foreign.add(name);
              }
            });
    assertThat(foreign)
        .containsExactly(
            "again", "kibibytes", "otherLanguage", "reason", "reasonAndAdvice", "unknown");
  }

  @Test
  void everyTextThatIsSaidIsThereAndNoneIsLeftOver() throws IOException {
    var sources = sources();
    var english = texts("en.js");
    var said = Stream.concat(matches(SAID, sources), matches(MARKED, sources)).toList();
    assertThat(said).hasSizeGreaterThan(60).isSubsetOf(english.keySet());
    var unused =
        english.keySet().stream()
            .filter(name -> !name.contains("."))
            .filter(name -> !name.matches("\\w+(Note|Advice|Verdict)"))
            .filter(name -> !sources.contains('"' + name + '"'));
    assertThat(unused).isEmpty();
  }

  @Test
  void everyCodeIsExplainedInChinese() throws IOException {
    var reasons = texts("reasons-zh-hant.js").keySet();
    var text = read("reasons-zh-hant.js");
    for (var problemCode : ProblemCode.values()) {
      var entry = text.replaceFirst("(?s).*\n  \"?" + problemCode + "\"?: \\{", "");
      assertThat(entry).as("there is %s", problemCode).isNotEqualTo(text);
      assertThat(entry.substring(0, entry.indexOf("},\n")))
          .as(problemCode.toString())
          .contains("title:", "why:", "advice:");
    }
    assertThat(reasons).contains("passed.origin");
  }

  private static Map<String, String> texts(String file) throws IOException {
    var texts = new TreeMap<String, String>();
    // What is too long for a line stands on the next.
    var source = read(file).replaceAll(":\\n\\s+\"", ": \"");
    var group = "";
    var matcher = TEXT.matcher(source);
    while (matcher.find()) {
      var isInner = matcher.group(1).length() > 2;
      var isGroup = matcher.group(3).equals("{");
      if (isGroup) {
        group = matcher.group(2) + ".";
      } else {
        texts.put((isInner ? group : "") + matcher.group(2), matcher.group(3));
      }
    }
    return texts;
  }

  /** The names in braces of each text. */
  private static Map<String, List<String>> values(Map<String, String> texts) {
    return texts.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> matches(BRACES, e.getValue()).sorted().toList()));
  }

  private static Stream<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1));
  }

  /** All scripts and pages but the texts themselves. */
  private static String sources() throws IOException {
    try (var files = Files.walk(PAGES)) {
      var text = new StringBuilder();
      for (var file : files.filter(f -> f.toString().matches(".*\\.(js|html)")).toList()) {
        var isText = List.of("en.js", "zh-hant.js").contains(file.getFileName().toString());
        text.append(isText ? "" : Files.readString(file));
      }
      return text.toString();
    }
  }

  private static String read(String file) throws IOException {
    return Files.readString(PAGES.resolve("page").resolve(file));
  }
}
