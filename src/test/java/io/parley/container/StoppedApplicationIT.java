package io.parley.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.parley.settings.Option;
import io.parley.tool.JsonWire;
import io.parley.tool.LogRecords;
import io.parley.tool.RedisServer;
import io.parley.tool.TokenIssuer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Tomcat finds of the application right after it has stopped it: it warns of each leak. */
class StoppedApplicationIT {
  @TempDir private Path folder;

  @Test
  void withRoomsInFiles() throws Exception {
    assertNoLeak(Map.of(Option.DATA.contextName(), folder.toString()));
  }

  @Test
  void withRoomsInRedis() throws Exception {
    try (RedisServer redis = RedisServer.start(folder, "appendonly yes")) {
      assertNoLeak(Map.of(Option.REDIS.contextName(), redis.url()));
    }
  }

  @Test
  void withKeysThatWereFetched() throws Exception {
    byte[] keys = TokenIssuer.withKey("one").keys().getBytes(StandardCharsets.UTF_8);
    CountDownLatch fetched = new CountDownLatch(1);
    HttpServer issuer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
          fetched.countDown();
        });
    issuer.start();
    try {
      Container tomcat =
          start(
              Map.of(
                  Option.TOKEN_KEYS_URL.contextName(),
                  "http://127.0.0.1:" + issuer.getAddress().getPort() + "/",
                  Option.TOKEN_ISSUER.contextName(),
                  "https://issuer.example",
                  Option.TOKEN_AUDIENCE.contextName(),
                  "parley"));
      assertThat(fetched.await(30, TimeUnit.SECONDS)).isTrue();
      assertStopsWithoutLeak(tomcat);
    } finally {
      issuer.stop(0);
    }
  }

  private void assertNoLeak(Map<String, String> parameters) throws Exception {
    Container tomcat = start(parameters);
    try (JsonWire member = JsonWire.open(tomcat.port(), "/chat")) {
      member.welcome();
      member.send("{'type':'join','room':'left'}");
      member.send("{'type':'say','room':'left','text':'last'}");
      while (!member.read().get("type").equals("said")) {
        // Goes on.
      }
    }
    assertStopsWithoutLeak(tomcat);
  }

  private static void assertStopsWithoutLeak(Container tomcat) throws Exception {
    try (LogRecords records = LogRecords.of("org.apache.catalina.loader")) {
      tomcat.stop();
      assertThat(records.lines()).filteredOn(line -> !line.contains("You need to add")).isEmpty();
    }
  }

  private static Container start(Map<String, String> parameters) throws Exception {
    Path work = Files.createDirectories(Deployment.folder().resolve("work"));
    return Isolated.start(
        "tomcat",
        "TomcatStarter",
        Files.createTempDirectory(work, "tomcat"),
        List.of(""),
        parameters);
  }
}
