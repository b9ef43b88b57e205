package io.parley.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.settings.Option;
import io.parley.tool.JsonWire;
import io.parley.tool.LogRecords;
import io.parley.tool.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The WAR on two containers, each with two contexts, whose parameters name the same Redis. */
class SharedRedisIT {
  private static final String JOIN = "{'type':'join','room':'shared'}";

  @TempDir private Path folder;

  @Test
  void membersOfAllContainersAndContextsAreInOneRoom() throws Exception {
    try (RedisServer redis = RedisServer.start(folder, "appendonly yes")) {
      Map<String, String> parameters = Map.of(Option.REDIS.contextName(), redis.url());
      Container tomcat = start("tomcat", "TomcatStarter", parameters);
      Container undertow = start("undertow", "UndertowStarter", parameters);
      talk(tomcat, undertow);
      undertow.stop();
      assertThat(warningsOfStop(tomcat)).isEmpty();
    }
  }

  /** Tomcat warns of each thread of an application that goes on after it. */
  private static List<String> warningsOfStop(Container tomcat) throws Exception {
    try (LogRecords records = LogRecords.of("org.apache.catalina.loader")) {
      tomcat.stop();
      return records.lines().stream().filter(text -> text.contains("a thread named")).toList();
    }
  }

  private Container start(String name, String starter, Map<String, String> parameters)
      throws Exception {
    Path work = Files.createDirectories(Deployment.folder().resolve("work"));
    return Isolated.start(
        name, starter, Files.createTempDirectory(work, name), Deployment.CONTEXTS, parameters);
  }

  private static void talk(Container tomcat, Container undertow) throws IOException {
    try (JsonWire ann = enter(tomcat.port(), "/chat", 1);
        JsonWire ben = enter(tomcat.port(), "/parley/chat", 2);
        JsonWire cem = enter(undertow.port(), "/parley/chat", 3)) {
      ann.send("{'type':'say','room':'shared','text':'to all'}");
      Object position = await(ann, "said").get("position");
      for (JsonWire each : List.of(ben, cem)) {
        assertThat(await(each, "message"))
            .containsEntry("text", "to all")
            .containsEntry("position", position);
      }
    }
  }

  private static JsonWire enter(int port, String path, long members) throws IOException {
    JsonWire member = JsonWire.open(port, path);
    assertThat(member.welcome()).containsKey("acknowledged");
    member.send(JOIN);
    assertThat(await(member, "joined")).containsEntry("total", members);
    return member;
  }

  /** The next object of a type. */
  private static Map<String, Object> await(JsonWire wire, String type) throws IOException {
    Map<String, Object> object = wire.read();
    while (!object.get("type").equals(type)) {
      assertThat(object).doesNotContainEntry("type", "error");
      object = wire.read();
    }
    return object;
  }
}
