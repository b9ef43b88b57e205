package io.parley.autobahn;

import io.parley.tool.RunningParley;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The WAR on a Tomcat of the distribution, in its own process. */
final class TomcatProcess implements AutoCloseable {
  /** Milliseconds. */
  private static final int PATIENCE = 120_000;

  private static final Pattern PORT = Pattern.compile("http-nio-127\\.0\\.0\\.1-auto-1-(\\d+)");

  private static final String SERVER =
      """
      <Server port="-1">
        <Service name="Catalina">
          <Connector port="0" address="127.0.0.1"/>
          <Engine name="Catalina" defaultHost="localhost">
            <Host name="localhost" appBase="webapps"/>
          </Engine>
        </Service>
      </Server>
      """;

  private final Process process;
  private final Path log;

  private TomcatProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Returns once it serves.
   *
   * @param distributions is the folder where the one distribution was unpacked
   * @param work an existing, empty folder
   * @param maxMessage bytes
   */
  static TomcatProcess start(Path distributions, Path work, String maxMessage) throws Exception {
    Path home = distribution(distributions);
    prepare(home, work);
    Path log = work.resolve("tomcat.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                home.resolve("bin/bootstrap.jar")
                    + File.pathSeparator
                    + home.resolve("bin/tomcat-juli.jar"),
                "-Dcatalina.home=" + home,
                "-Dcatalina.base=" + work,
                "-Djava.io.tmpdir=" + work.resolve("temp"),
                "org.apache.catalina.startup.Bootstrap",
                "start")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("PARLEY_MAX_MESSAGE", maxMessage);
    builder.environment().put("PARLEY_MESSAGE_RATE", "0");
    builder.environment().put("PARLEY_BYTE_RATE", "0");
    TomcatProcess tomcat = new TomcatProcess(builder.start(), log);
    try {
      tomcat.await();
      return tomcat;
    } catch (Exception e) {
      tomcat.close();
      throw e;
    }
  }

  private static Path distribution(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.findFirst().orElseThrow();
    }
  }

  private static void prepare(Path home, Path work) throws IOException {
    for (String folder : new String[] {"conf", "webapps", "temp", "logs"}) {
      Files.createDirectory(work.resolve(folder));
    }
    Files.copy(home.resolve("conf/web.xml"), work.resolve("conf/web.xml"));
    Files.writeString(work.resolve("conf/server.xml"), SERVER);
    Files.copy(RunningParley.war(), work.resolve("webapps/ROOT.war"));
  }

  private void await() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
    while (!Files.readString(log).contains("Server startup in")) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("Tomcat does not start; see " + log);
      }
      process.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }

  int port() throws IOException {
    Matcher port = PORT.matcher(Files.readString(log));
    return Optional.of(port)
        .filter(Matcher::find)
        .map(m -> Integer.parseInt(m.group(1)))
        .orElseThrow();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
