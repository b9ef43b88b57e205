package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.FaultProxy;
import io.parley.tool.RunningParley;
import io.parley.tool.Until;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in Firefox over TLS and HTTP/2, as {@link Http2PageIT} in Chromium. */
@NeedsBrowser(NeedsBrowser.Program.FIREFOX)
@Timeout(240)
class FirefoxHttp2IT {
  @TempDir private Path folder;

  @Test
  void talksResumesAndIsExplainedOverHttp2() throws Exception {
    try (RunningParley parley =
            RunningParley.start("--port", "0", "--tls-port", "0", "--tls-self-signed", "true");
        FaultProxy network = FaultProxy.to(parley.port(1));
        Firefox firefox = Firefox.start(folder)) {
      FirefoxTab ann = connected(firefox, "https://localhost:" + network.port() + "/");
      FirefoxTab ben = connected(firefox, "https://localhost:" + parley.port(1) + "/");
      ann.say("over HTTP/2");
      ann.awaitTexts("#chatRoom .own .fate", "sent ✓");
      ben.awaitTexts("#chatRoom .message .text", "over HTTP/2");
      comesBack(network, ann, ben);
      explains(ann);
      List<String> log = firefox.quit();
      long tunnels = count(log, "ProcessHeader :method CONNECT");
      assertThat(tunnels).as("two tabs, and one came back").isGreaterThanOrEqualTo(3);
      assertThat(count(log, "ProcessHeader :protocol websocket")).isEqualTo(tunnels);
      assertThat(log).filteredOn(line -> line.contains("HTTP/1.1 101")).isEmpty();
    }
  }

  private static long count(List<String> log, String end) {
    return log.stream().filter(line -> line.endsWith(end)).count();
  }

  private static FirefoxTab connected(Firefox firefox, String page) {
    FirefoxTab tab = firefox.open(page);
    tab.awaitState("open");
    return tab;
  }

  /** A page whose connections break is told what it missed, once. */
  private static void comesBack(FaultProxy network, FirefoxTab ann, FirefoxTab ben) {
    network.cut();
    Until.isTrue("Ann's page sees the cut", () -> !ann.state().equals("open"));
    ben.say("meanwhile");
    ben.awaitTexts("#chatRoom .own .fate", "sent ✓");
    network.heal();
    ann.awaitState("open");
    ann.awaitTexts("#chatRoom .message .text", "over HTTP/2", "meanwhile");
  }

  private static void explains(FirefoxTab tab) {
    tab.press("inspect");
    tab.awaitTexts(".result", "Accepted · 200");
    assertThat(tab.texts(".turn .sent .line-sent"))
        .anyMatch(line -> line.matches("CONNECT /\\?attempt=[A-Za-z0-9_-]{22} HTTP/2(\\.0)?"))
        .contains(":protocol: websocket", "sec-websocket-protocol: parley.1.json");
    assertThat(tab.texts(".answered > .line-sent")).contains("HTTP/2.0 200");
  }
}
