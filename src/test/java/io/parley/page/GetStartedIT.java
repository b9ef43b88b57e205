package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page of {@code get-started.md}, as its reader writes it. */
@NeedsBrowser
class GetStartedIT {
  private static final int MOST_LINES = 15;

  private static String page() throws IOException {
    return Pattern.compile("(?s)```html\\n(.*?)```")
        .matcher(Files.readString(Path.of("src/site/markdown/get-started.md")))
        .results()
        .map((MatchResult block) -> block.group(1))
        .findFirst()
        .orElseThrow();
  }

  /** Serves one page from another origin than the server under test. */
  private static HttpServer serve(AtomicReference<String> page) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hello.html",
        exchange -> {
          byte[] content = page.get().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static void awaitLines(ChatWindow window, String lines) {
    window.await(
        "lines", () -> window.run("return document.querySelector('pre').textContent"), lines);
  }

  @Test
  void thePageOfFifteenLinesTalksThroughARoom() throws Exception {
    assertThat(page().lines().count()).isLessThanOrEqualTo(MOST_LINES);
    var html = new AtomicReference<String>("");
    var site = serve(html);
    var origin = "http://localhost:" + site.getAddress().getPort();
    try (var parley = RunningParley.start("--port", "0", "--allow-origin", origin);
        var browser = Browser.reading("en")) {
      html.set(page().replace("localhost:8080", "localhost:" + parley.port(0)));
      var first = browser.open(origin + "/hello.html");
      var second = browser.open(origin + "/hello.html");
      awaitLines(first, "connected\n");
      awaitLines(second, "connected\n");
      first.run("return document.querySelector('input').focus() ?? true");
      first.key("good morning");
      first.key(Keys.ENTER);
      awaitLines(second, "connected\ngood morning\n");
      awaitLines(first, "connected\ndata received\n");
    } finally {
      site.stop(0);
    }
  }

  @Test
  void withoutTheOptionThePageIsClosedWith1006() throws Exception {
    var html = new AtomicReference<String>("");
    var site = serve(html);
    var origin = "http://localhost:" + site.getAddress().getPort();
    try (var parley = RunningParley.start("--port", "0");
        var browser = Browser.reading("en")) {
      html.set(page().replace("localhost:8080", "localhost:" + parley.port(0)));
      awaitLines(browser.open(origin + "/hello.html"), "closed with 1006\n");
    } finally {
      site.stop(0);
    }
  }
}
