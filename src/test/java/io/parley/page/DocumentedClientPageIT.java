package io.parley.page;

import io.parley.clients.ResumeScenario;
import io.parley.tool.Document;
import io.parley.tool.RunningParley;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The JavaScript client of {@code clients.md}, in a page that the server serves. */
@NeedsBrowser
class DocumentedClientPageIT {
  private static final String START =
      """
      window.seen = [];
      const keep = (line) => { if (!line.startsWith("server: ")) seen.push(line); };
      window.member = join(arguments[0], arguments[1],
          (from, text) => keep(from + ": " + text), (text) => keep("sent: " + text));
      return true;
      """;

  @Test
  void comesBackWithoutLossOrRepetition() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0", "--grace", "2m");
        Relay relay = Relay.to(parley.port(0));
        Browser browser = Browser.reading("en")) {
      ChatWindow window = browser.open(relay.page("?room=elsewhere"));
      ResumeScenario.run(parley, relay, (url, name) -> start(window, url, name));
    }
  }

  private static ResumeScenario.Client start(ChatWindow window, String url, String name)
      throws Exception {
    window.run(Document.named("clients.md").file("member.js") + START, url, name);
    return new InPage(window);
  }

  /** What the page's script has seen, one entry after the other. */
  private record InPage(ChatWindow window) implements ResumeScenario.Client {
    @Override
    public void say(String text) {
      window.run("member.say(arguments[0]); return true", text);
    }

    @Override
    public String printed() throws InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      Object line = next();
      while (line.equals("") && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(50);
        line = next();
      }
      return line.toString();
    }

    private Object next() {
      return window.run("return seen.shift() ?? ''");
    }

    @Override
    public void close() {
      window.run("location.replace('about:blank'); return true");
    }
  }
}
