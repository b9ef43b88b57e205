package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.settings.Option;
import io.parley.tool.Document;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The unit and the Containerfile of {@code deploy.md}. No container engine is used: the
 * Containerfile is read, and its command runs outside a container. {@code TlsProxyIT} runs the
 * files of the proxies.
 */
class DeployFilesIT {
  private static final String HOST = "chat.example.com";

  @TempDir private Path folder;

  @Test
  void thePageShowsEveryFileAsItIs() throws IOException {
    Document page = Document.named("deploy.md");
    try (Stream<Path> files = Files.list(DeployFiles.FOLDER)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        assertThat(page.file(name)).as(name).isEqualTo(DeployFiles.text(name));
      }
    }
  }

  // systemd

  /** The lines of the unit, where one that ends in a backslash goes on. */
  private static Map<String, String> unit() throws IOException {
    Map<String, String> unit = new LinkedHashMap<>();
    for (String line : DeployFiles.text("parley.service").replace("\\\n", "").split("\n", -1)) {
      if (line.matches("[A-Z]\\w*=.*")) {
        unit.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
      }
    }
    return unit;
  }

  @Test
  void systemdAcceptsTheUnit() throws Exception {
    DeployFiles.requires("systemd-analyze", "--version");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path unit =
        Files.writeString(
            folder.resolve("parley.service"),
            DeployFiles.text("parley.service")
                .replace("/usr/bin/java", java.toString())
                .replace(DeployFiles.WAR, RunningParley.war().toString()));
    assertThat(DeployFiles.output("systemd-analyze", "verify", unit.toString())).isEmpty();
    assertThat(
            DeployFiles.output(
                "systemd-analyze", "security", "--offline=true", "--no-pager", unit.toString()))
        .contains("Overall exposure level")
        .contains("OK");
  }

  @Test
  void theCommandOfTheUnitStartsAndStopsAsTheUnitExpects() throws Exception {
    Files.writeString(folder.resolve("operator-token"), DeployFiles.TOKEN);
    Map<String, String> unit = unit();
    String command =
        unit.get("ExecStart")
            .replace("${STATE_DIRECTORY}", folder.resolve("state").toString())
            .replace("${CREDENTIALS_DIRECTORY}", folder.toString());
    assertThat(unit.get("LoadCredential")).startsWith("operator-token:");
    assertThat(unit.get("StateDirectory")).isEqualTo("parley");
    try (WarProcess parley =
        DeployFiles.start(folder, Map.of(), Arrays.asList(command.strip().split("\\s+", -1)))) {
      int port = DeployFiles.port(parley);
      assertThat(DeployFiles.status(port, "/health/ready", HOST, "")).isEqualTo(200);
      assertThat(DeployFiles.status(port, "/metrics", HOST, DeployFiles.TOKEN)).isEqualTo(200);
      assertThat(DeployFiles.status(port, "/metrics", HOST, "")).isEqualTo(401);
      parley.terminate();
      assertThat(parley.exit()).hasToString(unit.get("SuccessExitStatus"));
    }
    assertThat(Integer.parseInt(unit.get("TimeoutStopSec")))
        .isGreaterThan(DeployFiles.drain("") + DeployFiles.STOP);
    List<String> wrong = new ArrayList<>(List.of(command.strip().split("\\s+", -1)));
    wrong.addAll(List.of("--ping", "soon"));
    try (WarProcess parley = DeployFiles.start(folder, Map.of(), wrong)) {
      assertThat(parley.exit()).hasToString(unit.get("RestartPreventExitStatus"));
    }
  }

  // Containerfile

  @Test
  void theCommandOfTheContainerfileStartsOutsideAContainer() throws Exception {
    String file = DeployFiles.text("Containerfile");
    Map<String, String> environment = new LinkedHashMap<>();
    for (String pair : DeployFiles.line(file, "ENV").split(" ", -1)) {
      environment.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    assertThat(DeployFiles.line(file, "COPY")).isEqualTo("target/parley.war " + DeployFiles.WAR);
    assertThat(environment).containsEntry("PARLEY_DATA", DeployFiles.line(file, "VOLUME"));
    assertThat(environment).containsEntry("PARLEY_HOST", "0.0.0.0");
    assertThat(DeployFiles.line(file, "RUN")).endsWith(DeployFiles.line(file, "VOLUME"));
    assertThat(DeployFiles.line(file, "EXPOSE")).isEqualTo(Option.PORT.fallback());
    environment.putAll(
        Map.of(
            "PARLEY_HOST",
            "127.0.0.1",
            "PARLEY_PORT",
            "0",
            "PARLEY_DATA",
            folder.resolve("data").toString(),
            "PARLEY_OPERATOR_TOKEN",
            DeployFiles.TOKEN));
    List<String> command = DeployFiles.strings(DeployFiles.line(file, "ENTRYPOINT"));
    try (WarProcess parley = DeployFiles.start(folder, environment, command)) {
      assertThat(DeployFiles.status(DeployFiles.port(parley), "/health/ready", "localhost", ""))
          .isEqualTo(200);
      parley.terminate();
      assertThat(parley.exit()).isEqualTo(143);
      assertThat(folder.resolve("data").resolve("parley.db")).exists();
    }
  }

  @Test
  void theOptionsOfTheContainersCommandAreOptions() throws IOException {
    Matcher names =
        Pattern.compile("-e (PARLEY_\\w+)").matcher(Document.named("deploy.md").command("podman"));
    List<String> found = names.results().map(name -> name.group(1)).toList();
    assertThat(found).hasSize(3).isSubsetOf(DeployFiles.environmentNames());
  }

  @Test
  void eachVariableOfThePageIsOneOfParleys() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/deploy.md"));
    List<String> named =
        Pattern.compile("\\bPARLEY_[A-Z_]*[A-Z]")
            .matcher(page)
            .results()
            .map(name -> name.group())
            .toList();
    assertThat(named).contains("PARLEY_REDIS_PASSWORD").isSubsetOf(DeployFiles.environmentNames());
  }
}
