package io.parley.redisjudge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server beside one of a later version, whose hints have another form: neither understands what
 * the other publishes, and both read it from the stream.
 */
class VersionsIT {
  private static final String ROOM = "tea";
  private static final int MESSAGES = 40;

  @TempDir private Path folder;

  @Test
  void membersOfBothVersionsMissNothing() throws IOException {
    Path war = Path.of(System.getProperty("parley.war"));
    try (RedisServer redis = RedisServer.start(folder, "appendonly yes");
        JudgedNode now = node(war, redis);
        JudgedNode later = node(later(war), redis)) {
      now.awaitReady();
      later.awaitReady();
      try (JudgeMember ann = JudgeMember.enter(now, ROOM);
          JudgeMember bob = JudgeMember.enter(later, ROOM)) {
        assertThat(ann.await("arrived")).containsEntry("total", 2L);
        List<Object> said = say(ann, "a");
        assertThat(heard(bob, "a")).isEqualTo(said);
        said = say(bob, "b");
        assertThat(heard(ann, "b")).isEqualTo(said);
      }
    }
  }

  private JudgedNode node(Path war, RedisServer redis) throws IOException {
    return new JudgedNode(folder, war, List.of("--redis", redis.url(), "--message-rate", "0"));
  }

  /** Returns the positions that are acknowledged. */
  private static List<Object> say(JudgeMember member, String text) throws IOException {
    List<Object> positions = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      member.send("{'type':'say','room':'%s','text':'%s'}".formatted(ROOM, text + i));
      positions.add(member.await("said").get("position"));
    }
    return positions;
  }

  /** Returns the positions of the messages, which come in their order. */
  private static List<Object> heard(JudgeMember member, String sender) throws IOException {
    List<Object> positions = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      Map<String, Object> message = member.message();
      assertThat(message).containsEntry("text", sender + i);
      positions.add(message.get("position"));
    }
    return positions;
  }

  /** The WAR, with another version in its hints. */
  private Path later(Path war) throws IOException {
    Path copy = folder.resolve("later.war");
    try (ZipFile from = new ZipFile(war.toFile());
        OutputStream file = Files.newOutputStream(copy);
        ZipOutputStream to = new ZipOutputStream(file)) {
      to.setLevel(0);
      for (ZipEntry entry : from.stream().toList()) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        try (InputStream content = from.getInputStream(entry)) {
          to.write(later(entry.getName(), content.readAllBytes()));
        }
      }
    }
    return copy;
  }

  private static byte[] later(String name, byte[] content) {
    if (!name.contains("io/parley/broker/redis/")) {
      return content;
    }
    return new String(content, StandardCharsets.ISO_8859_1)
        .replace("parley/1", "parley/2")
        .replace("parley-presence/1", "parley-presence/2")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
