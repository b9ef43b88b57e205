package io.parley.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Maven of this build, as a process. It writes to a new local repository, and reads everything
 * else from the local repository of this build; only what that build did not need is downloaded.
 */
final class Maven {
  private static final long MINUTES = 5;

  private final Path folder;

  private Maven(Path folder) {
    this.folder = folder;
  }

  /** Keeps its repository and its settings in that folder. */
  static Maven in(Path folder) throws IOException {
    Path filled =
        Path.of(
            System.getProperty(
                "parley.repository", System.getProperty("user.home") + "/.m2/repository"));
    Files.writeString(
        folder.resolve("settings.xml"),
        """
        <settings>
          <profiles>
            <profile>
              <id>filled</id>
              <repositories><repository>%s</repository></repositories>
              <pluginRepositories><pluginRepository>%s</pluginRepository></pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>filled</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(repository(filled), repository(filled)));
    return new Maven(folder);
  }

  private static String repository(Path folder) {
    return """
        <id>filled</id><url>%s</url>
        <releases><checksumPolicy>ignore</checksumPolicy></releases>
        <snapshots><enabled>false</enabled></snapshots>
        """
        .formatted(folder.toUri());
  }

  /** Returns what it printed; fails the test if it failed. */
  String run(Path project, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(System.getProperty("parley.maven", "mvn"), "-B"));
    command.addAll(List.of("-gs", folder.resolve("settings.xml").toString()));
    command.add("-Dmaven.repo.local=" + folder.resolve("repository"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "maven-", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("Maven ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String printed = Files.readString(output);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  /** A POM that names no plugin but that of WARs, with the plugins of this build. */
  static String pinned(String pom) throws IOException {
    return pom.replaceFirst("(?s)<plugins>.*</plugins>", "<plugins>" + plugins() + "</plugins>");
  }

  private static String plugins() throws IOException {
    StringBuilder plugins = new StringBuilder();
    for (String name : List.of("resources", "compiler", "surefire", "war")) {
      String artifact = "<artifactId>maven-" + name + "-plugin</artifactId>";
      plugins.append("<plugin>").append(artifact).append(version(artifact)).append("</plugin>");
    }
    return plugins.toString();
  }

  /** The element that stands behind the artifact in the POM of this build. */
  private static String version(String artifact) throws IOException {
    Matcher found =
        Pattern.compile(Pattern.quote(artifact) + "\\s*(<version>.*?</version>)")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(found.find()).as(artifact).isTrue();
    return found.group(1);
  }
}
