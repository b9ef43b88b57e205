package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code java -jar} logs about the targets of {@code targets.txt}. */
class RequestLogIT {
  private static final String SECRET = "t0kenOfSomebody";

  private static final String[] OPTIONS = {
    "--port", "0", "--data", "none", "--max-connections", "1000"
  };

  @TempDir private Path folder;

  private static List<String> queries() throws IOException {
    try (InputStream file = RequestLogIT.class.getResourceAsStream("/targets.txt")) {
      String table = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      String queries = table.substring(table.indexOf("## queries"), table.indexOf("## paths"));
      return queries
          .lines()
          .filter(line -> line.startsWith("101 "))
          .map(line -> line.substring(4).replace("\\xe2\\x80\\xa8", "\u00e2\u0080\u00a8"))
          .toList();
    }
  }

  private static void open(int port, String path) throws IOException {
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost:"
            + port
            + "\r\n"
            + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    try (RawClient client = new RawClient(port)) {
      assertThat(client.ask(request).status()).as(path).isIn(101, 404);
    }
  }

  @Test
  void noRequestCausesAWarningOrALineThatQuotesItOrIsLong() throws Exception {
    try (WarProcess war = WarProcess.start(folder, folder.resolve("err"), Map.of(), OPTIONS)) {
      int port = URI.create(war.line()).getPort();
      for (String query : queries()) {
        open(port, "/echo?token=" + SECRET + "&" + query);
        open(port, "/nowhere?token=" + SECRET + "&" + query);
      }
      war.terminate();
      war.exit();
      assertThat(war.err().lines())
          .isNotEmpty()
          .allSatisfy(
              line ->
                  assertThat(line)
                      .matches("\\d{4}-\\d\\d-\\d\\d [\\d:.]+ INFO \\S+ .*")
                      .doesNotContain(SECRET)
                      .hasSizeLessThan(300));
    }
  }
}
