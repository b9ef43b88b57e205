package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the pages and their files are sent. */
class WebAssetsIT {
  private static final String FOREVER = "public, max-age=31536000, immutable";
  private static final Pattern LINK =
      Pattern.compile("(?:href|src)=\"(page/[a-z]+-[0-9a-f]{16}\\.(?:js|css))\"");

  private static RunningParley server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/handshakes.html", "/lab.html", "/operator.html"})
  void aPageHasOneScriptAndOneStyleSheetWithoutImports(String page) throws Exception {
    var content = ask("GET", page).content();
    assertThat(content.split("<script|rel=\"stylesheet\"", -1)).hasSize(3);
    assertThat(links(page)).hasSize(2);
    for (var link : links(page)) {
      assertThat(ask("GET", link).content()).doesNotContainPattern("(?m)^(import|export)\\b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/handshakes.html", "/lab.html", "/operator.html"})
  void whatHasAHashInItsNameIsKeptForAYear(String page) throws Exception {
    for (var link : links(page)) {
      for (var method : List.of("GET", "HEAD")) {
        assertThat(ask(method, link).values("Cache-Control")).containsExactly(FOREVER);
      }
      var tag = ask("GET", link).values("ETag").get(0);
      assertThat(link).contains(tag.replace("\"", ""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/lab.html", "/page/chat.js", "/page/look.css"})
  void whatHasNoneIsAskedForAgainEachTime(String path) throws Exception {
    var answer = ask("GET", path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.values("Cache-Control")).containsExactly("no-cache");
    assertThat(answer.values("ETag")).singleElement().asString().matches("\"[0-9a-f]{16}\"");
  }

  @Test
  void anotherHashIsNotFoundAndNotKept() throws Exception {
    var other = links("/").get(0).replaceFirst("-[0-9a-f]{16}", "-0123456789abcdef");
    for (var path : List.of(other, other.replace("-0123456789abcdef", "-"))) {
      var answer = ask("GET", path);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.values("Cache-Control")).containsExactly("no-cache");
    }
  }

  @Test
  void whatIsUnchangedIsNotSentAgain() throws Exception {
    for (var path : List.of("/", "/page/chat.js", links("/").get(0), links("/").get(1))) {
      for (var coding : List.of("identity", "gzip")) {
        var accept = "Accept-Encoding: " + coding;
        var first = ask("HEAD", path, accept);
        var tag = first.values("ETag").get(0);
        var again = ask("GET", path, accept, "If-None-Match: W/" + tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.content()).isEmpty();
        for (var field : List.of("ETag", "Vary", "Cache-Control")) {
          assertThat(again.values(field)).isEqualTo(first.values(field)).hasSize(1);
        }
      }
    }
  }

  @Test
  void anotherTagOrDateIsAnsweredInFull() throws Exception {
    var date = "If-Modified-Since: " + ask("GET", "/").values("Last-Modified").get(0);
    assertThat(ask("GET", "/", date).status()).isEqualTo(304);
    assertThat(ask("GET", "/", date, "If-None-Match: \"other\"").status()).isEqualTo(200);
    for (var other : List.of("Fri, 01 Jan 2100 00:00:00 GMT", "yesterday", "")) {
      assertThat(ask("GET", "/", "If-Modified-Since: " + other).status()).isEqualTo(200);
    }
    var compressed = ask("HEAD", "/", "Accept-Encoding: gzip").values("ETag").get(0);
    assertThat(ask("GET", "/", "If-None-Match: " + compressed).status()).isEqualTo(200);
  }

  @Test
  void gzipIsTheSameContentAndMuchSmaller() throws Exception {
    for (var path : List.of("/", "/lab.html", links("/").get(0), links("/").get(1))) {
      var plain = fetch(path, "identity");
      var small = fetch(path, "br, gzip");
      assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(small.headers().allValues("Content-Encoding")).containsExactly("gzip");
      assertThat(small.body()).hasSizeLessThan(plain.body().length / 2);
      var unpacked = new GZIPInputStream(new ByteArrayInputStream(small.body()));
      assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
      for (var answer : List.of(plain, small)) {
        assertThat(answer.headers().allValues("Vary")).containsExactly("Accept-Encoding");
      }
      assertThat(small.headers().allValues("ETag")).isNotEqualTo(plain.headers().allValues("ETag"));
    }
  }

  @ParameterizedTest
  @CsvSource({"identity", "gzip"})
  void headSaysTheSameWithoutABody(String coding) throws Exception {
    for (var path : List.of("/", links("/").get(0), links("/").get(1))) {
      var head = ask("HEAD", path, "Accept-Encoding: " + coding);
      var get = fetch(path, coding);
      assertThat(head.content()).isEmpty();
      assertThat(head.values("Content-Length")).containsExactly("" + get.body().length);
      for (var field : List.of("Content-Type", "Content-Encoding", "ETag", "Cache-Control")) {
        assertThat(head.values(field)).isEqualTo(get.headers().allValues(field));
      }
    }
  }

  @Test
  void aRangeIsAnsweredWithTheWhole() throws Exception {
    var whole = ask("GET", "/page/chat.js");
    var range = ask("GET", "/page/chat.js", "Range: bytes=0-9");
    assertThat(whole.values("Accept-Ranges")).containsExactly("none");
    assertThat(range.status()).isEqualTo(200);
    assertThat(range.content()).isEqualTo(whole.content());
  }

  @Test
  void aFileWithAHashIsOnlyRead() throws Exception {
    assertThat(ask("POST", links("/").get(0)).status()).isEqualTo(405);
  }

  private static List<String> links(String page) throws IOException {
    return LINK.matcher(ask("GET", page).content())
        .results()
        .map(found -> "/" + found.group(1))
        .toList();
  }

  private static HttpResponse<byte[]> fetch(String path, String coding) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(server.url(path))).header("Accept-Encoding", coding);
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
  }

  private static Answer ask(String method, String target, String... fields) throws IOException {
    try (var client = new RawClient(server.port(0))) {
      var host = "Host: localhost:" + server.port(0) + "\r\n";
      var more = Arrays.stream(fields).map(field -> field + "\r\n").collect(Collectors.joining());
      return client.ask(method + " " + target + " HTTP/1.1\r\n" + host + more + "\r\n");
    }
  }
}
