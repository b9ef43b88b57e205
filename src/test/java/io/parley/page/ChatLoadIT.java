package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser has to ask for until the chat page is connected. */
@NeedsBrowser
class ChatLoadIT {
  private static final int ROUND_TRIP = 200;

  /** Notes when the page is connected, in milliseconds after the visitor asked for it. */
  private static final String STOPWATCH =
      """
      new MutationObserver((changes, self) => {
        if (document.getElementById('state')?.dataset.state !== 'open') return;
        window.connectedAfter = performance.now();
        self.disconnect();
      }).observe(document, { attributes: true, childList: true, subtree: true });
      """;

  private static final String RESOURCES =
      """
      return performance.getEntriesByType('resource')
        .filter(each => /\\.(js|css)$/.test(new URL(each.name).pathname))
        .map(each => ({ name: new URL(each.name).pathname, sent: each.transferSize,
                        packed: each.encodedBodySize, whole: each.decodedBodySize }));
      """;

  private static Visitors visitors;

  @BeforeAll
  static void start() throws Exception {
    visitors = Visitors.start();
  }

  @AfterAll
  static void stop() throws Exception {
    visitors.close();
  }

  @AfterEach
  void leave() {
    visitors.leave();
  }

  @Test
  void theFirstLoadAsksForOneScriptAndOneStyleSheetCompressed() {
    var window = visitors.connected(visitors.page(0) + "?room=first");
    var resources = resources(window);
    assertThat(resources).hasSize(2);
    for (var resource : resources) {
      assertThat(number(resource, "packed")).isLessThan(number(resource, "whole") / 2);
      System.out.println("chat page: " + resource);
    }
    var page = "return performance.getEntriesByType('navigation')[0].encodedBodySize";
    assertThat((Long) window.run(page)).isBetween(1L, 4_000L);
  }

  @Test
  void aReloadTakesItsFilesFromTheCache() {
    var window = visitors.connected(visitors.page(0) + "?room=again");
    window.reload();
    window.awaitState("open");
    assertThat(resources(window))
        .hasSize(2)
        .allSatisfy(resource -> assertThat(number(resource, "sent")).isZero());
    var page = "const [it] = performance.getEntriesByType('navigation'); return it.responseStatus";
    assertThat(window.run(page)).as("the page itself is asked for").isEqualTo(200L);
    var sent = "return performance.getEntriesByType('navigation')[0].transferSize";
    assertThat((Long) window.run(sent)).as("and not sent again").isBetween(1L, 1_000L);
  }

  @Test
  void aReloadIsConnectedAfterThreeRoundTrips() {
    var window = visitors.connected(visitors.page(0) + "?room=far");
    window.onEachPage(STOPWATCH);
    double near = reloaded(window);
    window.delay(ROUND_TRIP);
    double far = reloaded(window);
    System.out.printf("chat page: a reload is connected after %.0f ms; ", near);
    System.out.printf("with round trips of %d ms after %.0f ms%n", ROUND_TRIP, far);
    // The page, and two for the WebSocket; what the machine itself takes is in both times.
    assertThat((far - near) / ROUND_TRIP).isLessThan(3.5);
  }

  /** The milliseconds until a reload is connected, the best of some. */
  private static double reloaded(ChatWindow window) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      window.reload();
      window.awaitState("open");
      best = Math.min(best, ((Number) window.run("return connectedAfter")).doubleValue());
    }
    return best;
  }

  @ParameterizedTest
  @ValueSource(strings = {"1280x800", "412x823"})
  void nothingMovesWhileItLoads(String size) {
    var window = visitors.open("about:blank");
    var sides = size.split("x", -1);
    window.resize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    window.onEachPage(
        """
        window.moved = 0;
        new PerformanceObserver(list => list.getEntries().forEach(each => window.moved += each.value))
          .observe({ type: 'layout-shift', buffered: true });
        """);
    window.run("location.href = arguments[0]; return 0", visitors.page(0) + "?room=still");
    window.awaitState("open");
    window.await("help", () -> window.texts(".welcome").size(), 1);
    window.await("links", () -> window.texts(".tools [data-operator]:not([hidden])").size(), 3);
    // 0.1 is what is still called good.
    assertThat(((Number) window.run("return window.moved")).doubleValue()).isLessThan(0.02);
  }

  @SuppressWarnings("unchecked") // The script returns objects.
  private static List<Map<String, Object>> resources(ChatWindow window) {
    return (List<Map<String, Object>>) window.run(RESOURCES);
  }

  private static long number(Map<String, Object> resource, String name) {
    return ((Number) resource.get(name)).longValue();
  }
}
