package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handshake.ProblemCode;
import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that the type of a refusal names. */
class ProblemsServletIT {
  private static RunningParley server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Answer get(String target, String... fields) throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      String more = Arrays.stream(fields).map(f -> f + "\r\n").collect(Collectors.joining());
      return client.ask("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n");
    }
  }

  private static String plain(String html) {
    return html.replace("&quot;", "\"").replace("&gt;", ">").replace("&lt;", "<");
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void everyCodeHasAPageWithItsAdviceAndItsClause(ProblemCode problemCode) throws IOException {
    for (String language : new String[] {"en", "zh-Hant"}) {
      Answer answer = get("/problems/" + problemCode + "?lang=" + language);
      assertThat(answer.status()).isEqualTo(200);
      ProblemTexts texts = ProblemTexts.in(language);
      assertThat(plain(answer.content()))
          .startsWith("<!DOCTYPE html>\n<html lang=\"" + language + "\">")
          .contains(
              "<code>" + problemCode + "</code>",
              "<h1>" + texts.title(problemCode) + "</h1>",
              texts.meaning(problemCode),
              texts.cause(problemCode),
              "<p class=\"advice\">" + texts.advice(problemCode) + "</p>",
              "<a href=\"" + problemCode.clause().link() + "\"",
              texts.citation(problemCode.clause()),
              texts.clause(problemCode.clause()),
              "<a href=\"../?lang=" + language + "\">Parley</a>")
          .doesNotContainPattern("\\{[a-zA-Z]+\\}|<script|<style|\\sstyle=|>null<");
    }
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void everyCodeLeadsToTheSectionOfADocument(ProblemCode problemCode) throws IOException {
    String document = ProblemTexts.document(problemCode);
    for (String language : new String[] {"en", "zh-Hant"}) {
      assertThat(get("/problems/" + problemCode + "?lang=" + language).content())
          .contains(
              "<h2>" + ProblemTexts.in(language).label("documents") + "</h2>",
              "<a href=\"../docs/" + document + "\" hreflang=\"en\">",
              "<a href=\"../docs/error-1006\" hreflang=\"en\">");
    }
    String[] parts = document.split("#", -1);
    assertThat(get("/docs/" + parts[0]).content())
        .contains(
            "<h1>" + ProblemTexts.in("en").documentTitle(document) + "</h1>",
            "<h2 id=\"" + parts[1] + "\">");
  }

  @Test
  void theTypeOfARefusalLeadsThere() throws IOException {
    String type = (String) Json.object(get("/echo").content()).get("type");
    Answer answer = get(type);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.content()).contains("Upgrade to WebSocket required", "426");
    assertThat(answer.values("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("default-src 'none'; script-src 'self'");
    assertThat(get("/page/problem.css").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "'', en",
    "'Accept-Language: zh-TW,zh;q=0.9,en;q=0.5', zh-Hant",
    "'Accept-Language: de,en;q=0.5,zh;q=0.2', en",
    "'Accept-Language: *', en"
  })
  void theLanguageIsTheBrowsers(String field, String language) throws IOException {
    Answer answer = field.isEmpty() ? get("/problems/full") : get("/problems/full", field);
    assertThat(answer.content()).contains("<html lang=\"" + language + "\">");
    assertThat(answer.values("Vary")).containsExactly("Accept-Language");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/problems/no-such-code",
        "/problems/",
        "/problems",
        "/problems/FULL",
        "/problems/full/x",
        "/problems/%3Cscript%3E"
      })
  void aCodeThatDoesNotExistIsNotFound(String target) throws IOException {
    Answer answer = get(target);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.content()).contains("Nothing is here").doesNotContain("script>");
  }

  @Test
  void aHostileLanguageIsNoLanguage() throws IOException {
    assertThat(get("/problems/full?lang=%22%3E%3Cscript%3E").content())
        .contains("<html lang=\"en\">")
        .doesNotContain("<script");
  }
}
