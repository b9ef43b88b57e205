package io.parley.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.document.RenderedDocument.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownRendererTest {
  private static RenderedDocument render(String markdown) {
    return new MarkdownRenderer().render(markdown);
  }

  @Test
  void theFirstHeadingIsTheTitleAndNotPartOfTheText() {
    RenderedDocument document = render("# The `probe` & more\n\nText\n\n# Another\n");
    assertThat(document.title()).isEqualTo("The probe & more");
    assertThat(document.html()).isEqualTo("<p>Text</p>\n<h1 id=\"another\">Another</h1>\n");
  }

  @Test
  void aHeadingHasAnIdAsOnOtherSites() {
    RenderedDocument document =
        render("# T\n\n## Behind a proxy\n\n### After an error: `1006`\n\n## Behind a proxy\n");
    assertThat(document.html())
        .contains(
            "<h2 id=\"behind-a-proxy\">",
            "<h3 id=\"after-an-error-1006\">",
            "<h2 id=\"behind-a-proxy-1\">");
    assertThat(document.sections())
        .containsExactly(
            new Section("behind-a-proxy", "Behind a proxy"),
            new Section("behind-a-proxy-1", "Behind a proxy"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "text <img src=x onerror=alert(1)> text",
        "<div onclick=\"x\">\n\n</div>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>)",
        "[x](<https://a/\" onclick=\"x>)",
        "```\" onclick=\"x\n```",
        "# T\n## <b onclick=x>\n"
      })
  void nothingInADocumentIsMarkupOfThePage(String markdown) {
    assertThat(render(markdown).html())
        .doesNotContainPattern("<script|<img|<div|<b |href=\"(javascript|data)")
        .doesNotContainPattern("<[^>\"]*(\"[^\"]*\"[^>\"]*)*\\son[a-z]+=");
  }

  @ParameterizedTest
  @CsvSource({
    "handshake.md, handshake",
    "handshake.md#origin, handshake#origin",
    "index.md, ./",
    "index.md#run, ./#run",
    "#origin, #origin",
    "https://example.com/a.md, https://example.com/a.md",
    "HTTP://localhost:8080/, HTTP://localhost:8080/"
  })
  void aLinkLeadsToThePageOfADocument(String target, String href) {
    assertThat(render("[text](" + target + ")").html()).contains("<a ", "href=\"" + href + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../resources/nginx.conf", "../../../LICENSE", "/etc/passwd", "x.txt", "a/b.md"})
  void aLinkToAnotherFileIsItsText(String target) {
    assertThat(render("see [the *file*](" + target + ")!").html())
        .isEqualTo("<p>see the <em>file</em>!</p>\n");
  }

  @Test
  void anImageIsItsText() {
    assertThat(render("![A room](room.png)").html()).isEqualTo("<p>A room</p>\n");
  }

  @Test
  void aLinkToAnotherSiteDoesNotTellItWhereTheReaderWas() {
    assertThat(render("[a](https://example.com/)").html())
        .isEqualTo("<p><a href=\"https://example.com/\" rel=\"noreferrer\">a</a></p>\n");
  }

  @Test
  void aTableScrollsByTheKeyboardToo() {
    assertThat(render("| a | b |\n|---|---:|\n| 1 | `2` |\n").html())
        .startsWith("<div class=\"table\" tabindex=\"0\"><table>")
        .contains("<th>a</th>", "<th align=\"right\">b</th>", "<code>2</code>")
        .endsWith("</table></div>\n");
    assertThat(render("    code\n").html()).startsWith("<pre tabindex=\"0\"><code>code");
  }
}
