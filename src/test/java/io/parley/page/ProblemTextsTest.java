package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handshake.ProblemCode;
import io.parley.spec.Clause;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTextsTest {
  private static final List<String> LABELS =
      List.of(
          "document.error-1006",
          "document.handshake",
          "document.identity",
          "document.library",
          "document.operating",
          "label.advice",
          "label.cause",
          "label.clause",
          "label.declined",
          "label.documents",
          "label.status");

  private static Set<String> keys(String... parts) {
    Stream<String> texts =
        Arrays.stream(ProblemCode.values())
            .flatMap(problemCode -> Arrays.stream(parts).map(part -> problemCode + "." + part));
    Set<String> keys = new TreeSet<>(LABELS);
    texts.forEach(keys::add);
    return keys;
  }

  private static Set<String> chineseKeys() {
    Set<String> keys = keys("meaning", "cause", "title", "advice");
    keys.add("label.item");
    Arrays.stream(Clause.values()).forEach(clause -> keys.add("clause." + clause.name()));
    return keys;
  }

  @Test
  void eachLanguageHasWhatTheCatalogueHasNotForEachCodeAndNothingElse() {
    assertThat(ProblemTexts.in("en").texts().keySet())
        .isEqualTo(keys("meaning", "cause", "document"));
    assertThat(ProblemTexts.in("zh-Hant").texts().keySet()).isEqualTo(chineseKeys());
  }

  @Test
  void everyClauseIsSaidAndCitedInTheLanguageOfThePage() {
    for (Clause clause : Clause.values()) {
      assertThat(ProblemTexts.in("en").clause(clause)).isEqualTo(clause.text());
      assertThat(ProblemTexts.in("en").citation(clause)).isEqualTo(clause.citation());
      assertThat(ProblemTexts.in("zh-Hant").clause(clause)).containsPattern("\\p{IsHan}");
      assertThat(ProblemTexts.in("zh-Hant").citation(clause))
          .startsWith(clause.citation().replaceFirst(" item .*", ""))
          .doesNotContain("item");
    }
    assertThat(ProblemTexts.in("zh-Hant").citation(Clause.HOST_FIELD))
        .isEqualTo("RFC 6455 4.2.1 第 2 項");
  }

  @Test
  void noTextIsLeftUntranslated() {
    assertThat(ProblemTexts.in("zh-Hant").texts().values())
        .allSatisfy(text -> assertThat(text).containsPattern("\\p{IsHan}"));
    assertThat(ProblemTexts.in("en").texts().values())
        .allSatisfy(text -> assertThat(text).doesNotContainPattern("\\p{IsHan}"));
  }

  /** What has to be typed is the same in every language. */
  @Test
  void theAdviceNamesTheSameSettingsEverywhere() {
    for (ProblemCode problemCode : ProblemCode.values()) {
      for (String word :
          problemCode.advice().replaceAll(".*\\(nginx: |\\).*", "").split("[ :.\"]+", -1)) {
        if (word.matches(".*[_$].*|Sec-.*|allow-.*|Retry-After")) {
          assertThat(ProblemTexts.in("zh-Hant").advice(problemCode))
              .as(problemCode + "")
              .contains(word);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zh-TW, zh-Hant",
    "zh, zh-Hant",
    "zh-CN, zh-Hant",
    "en-GB, en",
    "de, en",
    "'de,zh-TW,en', zh-Hant",
    "'de,en,zh', en",
    "'', en",
  })
  void theFirstWishThatIsSpokenCounts(String wishes, String language) {
    List<Locale> locales = Arrays.stream(wishes.split(",")).map(Locale::forLanguageTag).toList();
    assertThat(ProblemTexts.language(locales)).isEqualTo(language);
  }
}
