package io.parley.page;

import io.parley.handshake.ProblemCode;
import io.parley.spec.Clause;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The texts about problem codes in one language. The English title, advice and clause come from the
 * catalogue.
 *
 * @param language as HTML names it
 * @param texts by {@code <code>.<part>}, {@code clause.<NAME>} and {@code label.<name>}
 */
record ProblemTexts(String language, Map<String, String> texts) {
  private static final String CHINESE = "zh-Hant";
  private static final Map<String, ProblemTexts> ALL =
      Map.of("en", read("en"), CHINESE, read(CHINESE));

  ProblemTexts {
    texts = Collections.unmodifiableMap(new TreeMap<>(texts));
  }

  static ProblemTexts in(String language) {
    return ALL.get(language);
  }

  /**
   * Returns the first preferred language that has texts; English where none has.
   *
   * @param wishes best first
   */
  static String language(List<Locale> wishes) {
    for (Locale wish : wishes) {
      String language = wish.getLanguage();
      if (language.equals("zh")) {
        // For Simplified Chinese, too: its readers understand Traditional Chinese better than
        // English.
        return CHINESE;
      }
      if (language.equals("en")) {
        return "en";
      }
    }
    return "en";
  }

  private static ProblemTexts read(String language) {
    String name = "problems_" + language + ".properties";
    Properties texts = new Properties();
    try (var file = ProblemTexts.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new FileNotFoundException(name);
      }
      texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    Map<String, String> all = new TreeMap<>();
    texts.stringPropertyNames().forEach(key -> all.put(key, texts.getProperty(key)));
    return new ProblemTexts(language, all);
  }

  String label(String name) {
    return texts.get("label." + name);
  }

  String title(ProblemCode problemCode) {
    return texts.getOrDefault(problemCode + ".title", problemCode.title());
  }

  String meaning(ProblemCode problemCode) {
    return texts.get(problemCode + ".meaning");
  }

  String cause(ProblemCode problemCode) {
    return texts.get(problemCode + ".cause");
  }

  /**
   * Returns which document says more, such as {@code handshake#origin}: its name and a section. It
   * is the same in every language.
   */
  static String document(ProblemCode problemCode) {
    return in("en").texts.get(problemCode + ".document");
  }

  /**
   * Returns the title of a document.
   *
   * @param document its name; a section may follow
   */
  String documentTitle(String document) {
    return texts.get("document." + document.replaceFirst("#.*", ""));
  }

  /** Returns the citation of a clause. */
  String citation(Clause clause) {
    return clause.citation().replaceFirst(" item (\\d+)$", texts.getOrDefault("label.item", "$0"));
  }

  /** Returns the content of a clause, in one sentence. */
  String clause(Clause clause) {
    return texts.getOrDefault("clause." + clause.name(), clause.text());
  }

  String advice(ProblemCode problemCode) {
    return texts.getOrDefault(problemCode + ".advice", problemCode.advice());
  }
}
