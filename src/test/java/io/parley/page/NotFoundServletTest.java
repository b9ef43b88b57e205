package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotFoundServletTest {
  private static final String TEMPLATE = "<a href=\"{base}/\">沒有</a>";
  private final Recorded answer = new Recorded();

  @ParameterizedTest
  @CsvSource({"'', /", "/parley, /parley/", "/聊 <\"&, /%E8%81%8A%20%3C%22%26/", "/a%20b, /a%20b/"})
  void itsLinksStartAtTheContextsPath(String context, String link) throws Exception {
    ask("GET", context, TEMPLATE);
    assertThat(answer.status).isEqualTo(404);
    assertThat(answer.fields).containsEntry("Content-Type", "text/html; charset=utf-8");
    assertThat(answer.body()).isEqualTo("<a href=\"" + link + "\">沒有</a>");
  }

  @Test
  void headHasTheLengthAndNoBody() throws Exception {
    ask("HEAD", "", TEMPLATE);
    assertThat(answer.fields).containsEntry("Content-Length", "22");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void everyMethodFindsNothing() throws Exception {
    ask("FOO", "", TEMPLATE);
    assertThat(answer.status).isEqualTo(404);
  }

  @Test
  void aWarWithoutTheFileSaysWhichOneIsMissing() {
    assertThatThrownBy(() -> ask("GET", "", null))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("/404.html");
  }

  private void ask(String method, String path, String template) throws Exception {
    var context =
        Answers.as(
            ServletContext.class,
            Map.of(
                "getContextPath", arguments -> path,
                "getResourceAsStream", arguments -> stream(arguments[0], template)));
    var page = new NotFoundServlet();
    page.init(
        Answers.as(
            ServletConfig.class,
            Map.of("getServletContext", a -> context, "getInitParameter", a -> null)));
    var request = Answers.as(HttpServletRequest.class, Map.of("getMethod", a -> method));
    page.service(request, answer.response());
  }

  private static ByteArrayInputStream stream(Object name, String template) {
    assertThat(name).isEqualTo("/404.html");
    return template == null
        ? null
        : new ByteArrayInputStream(template.getBytes(StandardCharsets.UTF_8));
  }
}
