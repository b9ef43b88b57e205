package io.parley.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Document;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Installs the guard's jar as this build does, and has Maven build a guest's WAR from the lines of
 * the documents. Everything is written to a local repository of the test's own.
 */
class GuestBuildIT {
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
    Document page = Document.named("library.md");
    write(guest.resolve("pom.xml"), Maven.pinned(page.file("pom.xml")));
    for (String file :
        List.of("src/main/webapp/WEB-INF/web.xml", "src/main/java/example/Echo.java")) {
      write(guest.resolve(file), page.file(file));
    }
    maven.run(guest, "package");
    war = guest.resolve("target/guest.war");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static List<String> jars(String document) throws IOException {
    return Pattern.compile("`([a-z0-9.-]+-[0-9.]+\\.jar)`")
        .matcher(Files.readString(Path.of(document)))
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
  void theWarHoldsTheJarsThatTheDocumentsName() throws IOException {
    try (ZipFile zip = new ZipFile(war.toFile())) {
      List<String> held =
          zip.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.matches("WEB-INF/lib/.+"))
              .map(name -> name.substring("WEB-INF/lib/".length()))
              .sorted()
              .toList();
      assertThat(held).hasSize(2).isEqualTo(jars("src/site/markdown/library.md"));
    }
  }

  @Test
  void theWarGuardsItsEndpoint() throws Exception {
    try (RunningParley server = RunningParley.serve(war, "--port", "0")) {
      Answer accepted = shake(server, "13");
      assertThat(accepted.status()).isEqualTo(101);
      assertThat(accepted.values("Sec-WebSocket-Protocol")).containsExactly("soap");
      String answer = Document.named("library.md").blockAfter("The guard answers it");
      assertThat(curl(server)).contains("400 Bad Request").contains(answer.strip());
    }
  }

  /** The request of the document's command; curl itself need not be installed. */
  private static String curl(RunningParley server) throws IOException {
    String command = Document.named("library.md").command("curl -i");
    String fields =
        Pattern.compile("-H '([^']+)'")
            .matcher(command)
            .results()
            .map(field -> field.group(1) + "\r\n")
            .collect(Collectors.joining());
    assertThat(command).endsWith(" http://localhost:8080/echo");
    try (RawClient client = new RawClient(server.port(0))) {
      return client.ask("GET /echo HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n").toString();
    }
  }

  @Test
  void theProbeOfTheDocumentPasses() throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                Document.named("library.md").command("java -jar parley.war probe").split(" ", -1)));
    arguments.subList(0, 4).clear();
    try (RunningParley server = RunningParley.serve(war, "--port", "0")) {
      arguments.set(0, server.url("/echo").replace("http:", "ws:"));
      arguments.add(0, "probe");
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-jar",
                  RunningParley.war().toString()));
      command.addAll(arguments);
      Process probe = new ProcessBuilder(command).redirectErrorStream(true).start();
      String report = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(probe.waitFor()).as(report).isZero();
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
