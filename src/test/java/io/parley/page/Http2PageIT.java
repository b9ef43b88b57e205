package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in Chromium over TLS and HTTP/2: its WebSocket is a stream beside its files. */
@NeedsBrowser
@Timeout(120)
class Http2PageIT {
  /** A request of the browser's own log of its network. */
  private static final Pattern TUNNEL = Pattern.compile("\":method: CONNECT\"[^\\]]*");

  @TempDir private Path folder;

  @Test
  void talksResumesAndIsExplainedOverHttp2() throws Exception {
    Path log = folder.resolve("net-log.json");
    try (RunningParley parley =
        RunningParley.start("--port", "0", "--tls-port", "0", "--tls-self-signed", "true")) {
      String page = "https://localhost:" + parley.port(1) + "/";
      try (Browser browser =
          Browser.whole(
              "en-GB,en",
              "--ignore-certificate-errors",
              "--log-net-log=" + log,
              "--net-log-capture-mode=Everything")) {
        ChatWindow ann = connected(browser, page);
        ChatWindow ben = connected(browser, page);
        ann.say("over HTTP/2");
        ben.awaitMessages("over HTTP/2");
        ann.awaitFates("sent ✓");
        comesBack(ann, ben);
        explains(ann);
      }
    }
    List<String> tunnels =
        TUNNEL.matcher(Files.readString(log)).results().map(found -> found.group()).toList();
    assertThat(tunnels)
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(headers -> headers.contains("\":protocol: websocket\""));
  }

  private static ChatWindow connected(Browser browser, String page) {
    ChatWindow window = browser.open(page);
    window.awaitState("open");
    return window;
  }

  /** A page that is loaded again resumes its session. */
  private static void comesBack(ChatWindow ann, ChatWindow ben) {
    ann.reload();
    ann.awaitState("open");
    ben.say("welcome back");
    ann.awaitMessages("over HTTP/2", "welcome back");
  }

  private static void explains(ChatWindow window) {
    window.press("inspect");
    window.await("verdict", () -> window.texts(".result"), List.of("Accepted · 200"));
    assertThat(window.texts(".turn .sent .line-sent"))
        .anyMatch(line -> line.matches("CONNECT /\\?attempt=[A-Za-z0-9_-]{22} HTTP/2(\\.0)?"))
        .contains(":protocol: websocket", "sec-websocket-protocol: parley.1.json");
    assertThat(window.texts(".answered > .line-sent")).contains("HTTP/2.0 200");
  }
}
