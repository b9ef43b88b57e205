package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents that the server has about itself. */
class DocumentsServletIT {
  private static final Pattern LINK = Pattern.compile("href=\"([^\"#]*)(?:#([^\"]+))?\"");

  private static RunningParley server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer ask(String method, String target, String... fields) throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      String more = Arrays.stream(fields).map(f -> f + "\r\n").collect(Collectors.joining());
      return client.ask(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n");
    }
  }

  private static Answer get(String target, String... fields) throws IOException {
    return ask("GET", target, fields);
  }

  /** All pages of documents, the index first. */
  private static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/site/markdown"))) {
      Stream<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".md") && !file.equals("index.md"))
              .map(file -> "/docs/" + file.replace(".md", ""));
      return Stream.concat(Stream.of("/docs/"), names.sorted()).toList();
    }
  }

  @Test
  void everyDocumentIsAPage() throws IOException {
    for (String page : pages()) {
      Answer answer = get(page);
      assertThat(answer.status()).as(page).isEqualTo(200);
      assertThat(answer.values("Content-Type"))
          .singleElement()
          .satisfies(
              type ->
                  assertThat(type.replace("; ", ";"))
                      .isEqualToIgnoringCase("text/html;charset=utf-8"));
      assertThat(answer.values("Content-Security-Policy"))
          .singleElement()
          .asString()
          .startsWith("default-src 'none'; script-src 'self'; style-src 'self';");
      assertThat(answer.values("Cache-Control")).containsExactly("no-cache");
      assertThat(answer.content())
          .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
          .contains("href=\"../page/document.css\"")
          .doesNotContainPattern("<script|<style|\\sstyle=|\\son[a-z]+=\"|\\.md[\"#]");
    }
    assertThat(get("/page/document.css").status()).isEqualTo(200);
  }

  @Test
  void everyLinkFromAPageLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (String page : pages()) {
      List<String[]> links =
          LINK.matcher(get(page).content())
              .results()
              .map(link -> new String[] {link.group(1), String.valueOf(link.group(2))})
              .filter(link -> !link[0].startsWith("http"))
              .toList();
      assertThat(links).as(page).isNotEmpty();
      for (String[] link : links) {
        String target = link[0].isEmpty() ? page : resolved(link[0]);
        Answer answer = get(target);
        boolean anchored =
            link[1].equals("null") || answer.content().contains(" id=\"" + link[1] + "\"");
        if (answer.status() != 200 || !anchored) {
          broken.add(page + " -> " + link[0] + "#" + link[1]);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static String resolved(String relative) {
    return java.net.URI.create("/docs/").resolve(relative).toString();
  }

  @Test
  void theIndexNamesTheOthersInGroups() throws IOException {
    assertThat(get("/docs/").content())
        .contains(
            "<h1>Documents</h1>",
            "aria-current=\"page\"",
            "<h2 id=\"reference\">",
            "<a href=\"handshake\">The opening handshake</a>: every rule");
  }

  @Test
  void aLongDocumentBeginsWithItsSections() throws IOException {
    assertThat(get("/docs/handshake").content())
        .contains(
            "<title>The opening handshake · Parley</title>",
            "On this page",
            "<li><a href=\"#behind-a-proxy\">Behind a proxy</a></li>",
            "<h2 id=\"behind-a-proxy\">");
  }

  @Test
  void anUnchangedPageIsNotSentAgain() throws IOException {
    String tag = get("/docs/settings").values("ETag").get(0);
    assertThat(tag).matches("\"[0-9a-f]{32}\"");
    for (String seen : new String[] {tag, "W/" + tag, "\"other\", " + tag, "*"}) {
      Answer again = get("/docs/settings", "If-None-Match: " + seen);
      assertThat(again.status()).as(seen).isEqualTo(304);
      assertThat(again.values("ETag")).containsExactly(tag);
      assertThat(again.content()).isEmpty();
    }
    assertThat(get("/docs/settings", "If-None-Match: \"other\"").status()).isEqualTo(200);
  }

  @Test
  void headSaysTheSameWithoutABody() throws IOException {
    Answer head = ask("HEAD", "/docs/");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.content()).isEmpty();
    assertThat(head.values("Content-Length")).isEqualTo(get("/docs/").values("Content-Length"));
  }

  @Test
  void theFolderWithoutItsSlashLeadsThere() throws IOException {
    Answer answer = get("/docs");
    assertThat(answer.status()).isEqualTo(301);
    assertThat(answer.values("Location")).containsExactly("docs/");
  }

  @Test
  void aPageIsOnlyRead() throws IOException {
    Answer answer = ask("POST", "/docs/", "Content-Length: 0");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.values("Allow")).containsExactly("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/no-such-document",
        "/docs/index",
        "/docs/handshake.md",
        "/docs/handshake/",
        "/docs/HANDSHAKE",
        "/docs/../WEB-INF/web.xml",
        "/docs/..%5Cweb",
        "/docs/%3Cscript%3E",
        "/docs/a-very-long-name-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void anUnknownDocumentIsNotFound(String target) throws IOException {
    Answer answer = get(target);
    assertThat(answer.status()).isIn(404, 400);
    assertThat(answer.content()).doesNotContain("script>", "web-app");
  }
}
