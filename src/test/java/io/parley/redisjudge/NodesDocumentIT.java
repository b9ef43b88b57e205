package io.parley.redisjudge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Document;
import io.parley.tool.RedisServer;
import io.parley.tool.TestCertificate;
import io.parley.tool.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of nodes.md, with real programs, other ports and other paths. */
class NodesDocumentIT {
  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  private <T extends AutoCloseable> T kept(T each) {
    open.add(0, each);
    return each;
  }

  /** The command of a service, as the file has it. */
  private static List<String> command(String compose, String service) {
    MatchResult line =
        Pattern.compile("(?s)  " + service + ":.*?command: \\[(.*?)\\]\n")
            .matcher(compose)
            .results()
            .findFirst()
            .orElseThrow();
    return Stream.of(line.group(1).split(",", -1))
        .map(word -> word.strip().replace("\"", ""))
        .toList();
  }

  @Test
  void threeServersOfTheComposeFileShareTheirRoomsBehindNginx() throws Exception {
    run("nginx", "nodes-nginx.conf");
  }

  @Test
  void threeServersOfTheComposeFileShareTheirRoomsBehindHaproxy() throws Exception {
    run("haproxy", "nodes-haproxy.cfg");
  }

  /** And that user may do nothing with other keys. */
  @Test
  void theUserOfThePageMayDoAllThatAServerNeeds() throws Exception {
    try {
      String user = Document.named("nodes.md").blockAfter("This line of `users.acl`").strip();
      String file = Document.named("nodes.md").blockAfter("`redis.conf`:");
      String[] lines =
          Stream.concat(file.lines().filter(line -> !line.startsWith("port")), Stream.of(user))
              .toArray(String[]::new);
      RedisServer redis = kept(RedisServer.start(folder, lines));
      Path password = Files.writeString(folder.resolve("password"), "PASSWORD\n");
      String url = "redis://parley@" + redis.authority();
      Path war = Path.of(System.getProperty("parley.war"));
      List<String> options = List.of("--redis", url, "--redis-password-file", "" + password);
      JudgedNode one = kept(new JudgedNode(folder, war, options));
      JudgedNode other = kept(new JudgedNode(folder, war, options));
      one.awaitReady();
      other.awaitReady();
      JudgeSocket here = kept(joined(JudgeSocket.open(one.port())));
      JudgeSocket there = kept(joined(JudgeSocket.open(other.port())));
      await(here, "arrived");
      here.send("{'type':'say','room':'tea','text':'hot'}");
      assertThat(await(there, "message").get("text")).isEqualTo("hot");
      there.send("{'type':'leave','room':'tea'}");
      await(here, "departed");
      assertThat(one.log() + other.log()).doesNotContain("NOPERM");
    } finally {
      closeAll();
    }
  }

  private void run(String proxy, String file) throws Exception {
    requireInstalled(proxy);
    try {
      String compose = Document.named("nodes.md").file("compose.yaml");
      RedisServer redis = kept(RedisServer.start(folder, lines(command(compose, "redis"))));
      assertThat(compose).contains("parley2: *parley", "parley3: *parley");
      List<JudgedNode> nodes = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        nodes.add(kept(node(command(compose, "parley1"), redis)));
      }
      nodes.forEach(JudgedNode::awaitReady);
      TestCertificate certificate = TestCertificate.make(folder);
      int port = kept(new DocumentedProxy(folder, proxy, file, nodes, certificate)).port();
      proveTogether(certificate, port, nodes);
    } finally {
      closeAll();
    }
  }

  private void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private static void requireInstalled(String program) {
    boolean required = "required".equals(System.getenv("TEST_PROXIES"));
    boolean there = DocumentedProxy.installed(program).isPresent();
    Assumptions.assumeTrue(there || required, program + " is not installed");
  }

  /** The options of the command line as lines of redis.conf. */
  private static String[] lines(List<String> command) {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i + 1 < command.size(); i += 2) {
      lines.add(command.get(i).replaceFirst("^--", "") + " " + command.get(i + 1));
    }
    return lines.toArray(String[]::new);
  }

  private JudgedNode node(List<String> command, RedisServer redis) throws IOException {
    List<String> options =
        command.stream()
            .dropWhile(word -> !word.endsWith(".war"))
            .skip(1)
            .filter(word -> !word.startsWith("--port"))
            .map(word -> word.replace("0.0.0.0", "127.0.0.1"))
            .map(word -> word.replace("redis:6379", redis.authority()))
            .toList();
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("--trusted-proxy", "127.0.0.1", "--allow-host", TestCertificate.HOST));
    return new JudgedNode(folder, Path.of(System.getProperty("parley.war")), all);
  }

  private void proveTogether(TestCertificate certificate, int port, List<JudgedNode> nodes)
      throws Exception {
    JudgeSocket here = kept(joined(certificate, port));
    TreeMap<String, Integer> shares = new TreeMap<>();
    for (int i = 0; i < 8; i++) {
      JudgeSocket there = kept(joined(certificate, port));
      here.send("{'type':'say','room':'tea','text':'" + i + "'}");
      assertThat(await(there, "message").get("text")).isEqualTo(String.valueOf(i));
      shares.merge(String.valueOf(there.welcome().get("node")), 1, Integer::sum);
    }
    assertThat(shares).as("connections of each server").hasSize(3);
    nodes.get(1).kill();
    for (int i = 0; i < 4; i++) {
      Until.isTrue(
          "another server answers", () -> kept(joined(certificate, port)).welcome().size() > 1);
    }
  }

  private static JudgeSocket joined(TestCertificate certificate, int port) throws IOException {
    return joined(connect(certificate, port));
  }

  private static JudgeSocket joined(JudgeSocket socket) throws IOException {
    socket.send("{'type':'join','room':'tea'}");
    await(socket, "joined");
    return socket;
  }

  private static JudgeSocket connect(TestCertificate certificate, int port) throws IOException {
    try {
      String handshake = JudgeSocket.handshake(TestCertificate.HOST);
      return JudgeSocket.over(certificate.connect(port), handshake);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static Map<String, Object> await(JudgeSocket socket, String type) throws IOException {
    Map<String, Object> event = socket.read();
    while (!event.get("type").equals(type)) {
      event = socket.read();
    }
    return event;
  }
}
