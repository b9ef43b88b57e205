package io.parley.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Installs the guard's jar as this build does, and has Maven build a guest's WAR from the lines of
 * a document. Everything is written to a local repository of the test's own.
 */
class GuestBuildIT {
  private static final Path DOCUMENT = Path.of("src/site/markdown/library.md");

  private static final String ECHO =
      """
      import io.parley.guard.GuardedConfigurator;
      import jakarta.websocket.OnMessage;
      import jakarta.websocket.server.ServerEndpoint;

      %s
      """;

  @TempDir private static Path folder;
  private static String installed;
  private static Path war;

  @BeforeAll
  static void build() throws Exception {
    Maven maven = Maven.in(folder);
    installed =
        maven.run(
            Path.of("").toAbsolutePath(),
            "-DskipTests",
            "-Dtest=None",
            "-Dit.test=None",
            "-Dsurefire.failIfNoSpecifiedTests=false",
            "-Dfailsafe.failIfNoSpecifiedTests=false",
            "surefire:test@default-test",
            "failsafe:integration-test@default",
            "failsafe:verify@default",
            "install:install-file@guard");
    Path guest = Files.createDirectories(folder.resolve("guest"));
    write(guest.resolve("pom.xml"), Maven.warProject(dependency()));
    write(guest.resolve("src/main/webapp/WEB-INF/web.xml"), descriptor());
    write(guest.resolve("src/main/java/Echo.java"), ECHO.formatted(between("```java", "```")));
    maven.run(guest, "package");
    war = guest.resolve("target/guest.war");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Without its indentation. */
  private static String dependency() throws IOException {
    String page = Files.readString(DOCUMENT);
    int end = page.indexOf("</dependency>");
    return page.substring(page.indexOf("<dependency>"), end + "</dependency>".length())
        .replaceAll("\n +", "\n");
  }

  private static String descriptor() throws IOException {
    String page = Files.readString(DOCUMENT);
    int end = page.indexOf("</listener>");
    return "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>"
        + page.substring(page.indexOf("<context-param>"), end + "</listener>".length())
        + "</web-app>";
  }

  private static String between(String start, String end) throws IOException {
    String page = Files.readString(DOCUMENT);
    int from = page.indexOf(start) + start.length();
    return page.substring(from, page.indexOf(end, from)).stripIndent();
  }

  private static List<String> jars() throws IOException {
    return Pattern.compile("`([a-z0-9.-]+-[0-9.]+\\.jar)`")
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(jar -> jar.group(1))
        .sorted()
        .toList();
  }

  @Test
  void skippedTestsAreSkippedInEveryPhase() {
    assertThat(installed.lines().filter(line -> line.contains("Tests are skipped"))).hasSize(3);
  }

  @Test
  void theWarHoldsTheJarsThatTheDocumentNames() throws IOException {
    try (ZipFile zip = new ZipFile(war.toFile())) {
      List<String> held =
          zip.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.matches("WEB-INF/lib/.+"))
              .map(name -> name.substring("WEB-INF/lib/".length()))
              .sorted()
              .toList();
      assertThat(held).hasSize(2).isEqualTo(jars());
    }
  }

  @Test
  void theWarGuardsItsEndpoint() throws Exception {
    try (RunningParley server = RunningParley.serve(war, "--port", "0")) {
      Answer accepted = shake(server, "13");
      assertThat(accepted.status()).isEqualTo(101);
      assertThat(accepted.values("Sec-WebSocket-Protocol")).containsExactly("soap");
      assertThat(shake(server, "25").content())
          .startsWith("{\"type\":\"/problems/version-unsupported\"");
    }
  }

  private static Answer shake(RunningParley server, String version) throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      return client.ask(
          """
          GET /echo HTTP/1.1
          Host: any.example
          Upgrade: websocket
          Connection: Upgrade
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
          Sec-WebSocket-Version: %s
          Sec-WebSocket-Protocol: mqtt, soap

          """
              .formatted(version)
              .replace("\n", "\r\n"));
    }
  }
}
