package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarInputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which files of the WAR are for the launcher, and which for a container. */
class WarContentIT {
  private static final String CLASSES = "WEB-INF/classes/";
  private static final String LAUNCH = "WEB-INF/launch/";

  private ZipFile war;

  @BeforeEach
  void open() throws IOException {
    war = new ZipFile(RunningParley.war().toFile());
  }

  @AfterEach
  void close() throws IOException {
    war.close();
  }

  private Stream<String> files(String folder) {
    return war.stream()
        .filter(entry -> !entry.isDirectory())
        .map(ZipEntry::getName)
        .filter(name -> name.startsWith(folder))
        .map(name -> name.substring(folder.length()));
  }

  /** The names without their versions. */
  private List<String> jars(String folder) {
    return files(folder).map(name -> name.replaceAll("-[0-9][^/]*\\.jar$", "")).sorted().toList();
  }

  private static Set<String> packages(Stream<String> files) {
    return files
        .filter(name -> name.endsWith(".class"))
        .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<String> launched() throws IOException {
    List<String> names = new ArrayList<>();
    InputStream bytes = war.getInputStream(war.getEntry(LAUNCH + "parley.jar"));
    try (JarInputStream jar = new JarInputStream(bytes)) {
      for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names.stream();
  }

  @Test
  void theLauncherIsAtTheRootWithWhatReadsTheJarsAndNothingElseOfUs() {
    assertThat(packages(files("").filter(name -> name.startsWith("io/"))))
        .containsExactly("io.parley", "io.parley.archive");
    assertThat(files("io/parley/").filter(name -> !name.contains("/")))
        .containsExactlyInAnyOrder("Launcher.class", "Launcher$Logs.class");
  }

  /** A jar that was compressed once more would have to be unpacked whole at each start. */
  @Test
  void jarsAreStoredAsTheyAre() {
    assertThat(war.stream().filter(entry -> entry.getName().endsWith(".jar")))
        .isNotEmpty()
        .allMatch(entry -> entry.getMethod() == ZipEntry.STORED);
  }

  @Test
  void aContainerSeesOnlyTheLibrariesOfTheApplication() {
    assertThat(jars("WEB-INF/lib/"))
        .containsExactly(
            "HdrHistogram",
            "commonmark",
            "commonmark-ext-gfm-tables",
            "commonmark-ext-heading-anchor",
            "jackson-core",
            "jspecify",
            "lettuce-core",
            "micrometer-commons",
            "micrometer-core",
            "micrometer-observation",
            "micrometer-registry-prometheus",
            "netty-buffer",
            "netty-codec-base",
            "netty-codec-dns",
            "netty-common",
            "netty-handler",
            "netty-resolver",
            "netty-resolver-dns",
            "netty-transport",
            "netty-transport-native-unix-common",
            "nimbus-jose-jwt",
            "prometheus-metrics-config",
            "prometheus-metrics-core",
            "prometheus-metrics-exposition-textformats",
            "prometheus-metrics-model",
            "prometheus-metrics-tracer-common",
            "reactive-streams",
            "reactor-core",
            "redis-authx-core",
            "sqlite-jdbc");
  }

  @Test
  void theApplicationHasEveryPackageButTheServersAndTheCommandLine() {
    assertThat(packages(files(CLASSES)))
        .containsExactly(
            "io.parley.app",
            "io.parley.broker",
            "io.parley.broker.memory",
            "io.parley.broker.redis",
            "io.parley.broker.sqlite",
            "io.parley.chat",
            "io.parley.document",
            "io.parley.endpoint",
            "io.parley.guard",
            "io.parley.handshake",
            "io.parley.http",
            "io.parley.identity",
            "io.parley.journal",
            "io.parley.logging",
            "io.parley.memory",
            "io.parley.ops",
            "io.parley.page",
            "io.parley.problem",
            "io.parley.rights",
            "io.parley.settings",
            "io.parley.spec",
            "io.parley.subprotocol",
            "io.parley.subprotocol.json",
            "io.parley.subprotocol.text",
            "io.parley.worker");
  }

  @Test
  void whatRunsByItselfHasTheServerTheCommandLineAndWhatTheyShareWithTheApplication()
      throws IOException {
    assertThat(packages(launched()))
        .containsExactly(
            "io.parley",
            "io.parley.doctor",
            "io.parley.pem",
            "io.parley.probe",
            "io.parley.probe.client",
            "io.parley.probe.http2",
            "io.parley.probe.section",
            "io.parley.probe.transport",
            "io.parley.server",
            "io.parley.settings",
            "io.parley.spec");
    assertThat(launched())
        .contains("io/parley/Main.class")
        .doesNotContain("io/parley/Launcher.class");
  }

  @Test
  void whatRunsByItselfHasTheseLibraries() {
    assertThat(jars(LAUNCH))
        .containsExactly(
            "asm",
            "asm-commons",
            "asm-tree",
            "jakarta.annotation-api",
            "jakarta.enterprise.cdi-api",
            "jakarta.enterprise.lang-model",
            "jakarta.inject-api",
            "jakarta.interceptor-api",
            "jakarta.servlet-api",
            "jakarta.transaction-api",
            "jakarta.websocket-api",
            "jakarta.websocket-client-api",
            "jetty-alpn-client",
            "jetty-alpn-java-server",
            "jetty-alpn-server",
            "jetty-annotations",
            "jetty-client",
            "jetty-compression-common",
            "jetty-compression-gzip",
            "jetty-ee-webapp",
            "jetty-ee10-annotations",
            "jetty-ee10-plus",
            "jetty-ee10-servlet",
            "jetty-ee10-webapp",
            "jetty-ee10-websocket-jakarta-client",
            "jetty-ee10-websocket-jakarta-common",
            "jetty-ee10-websocket-jakarta-server",
            "jetty-ee10-websocket-servlet",
            "jetty-http",
            "jetty-http2-common",
            "jetty-http2-hpack",
            "jetty-http2-server",
            "jetty-io",
            "jetty-jndi",
            "jetty-plus",
            "jetty-security",
            "jetty-server",
            "jetty-session",
            "jetty-util",
            "jetty-websocket-core-client",
            "jetty-websocket-core-common",
            "jetty-websocket-core-server",
            "jetty-xml",
            "parley.jar",
            "picocli",
            "slf4j-api",
            "slf4j-jdk14");
  }
}
