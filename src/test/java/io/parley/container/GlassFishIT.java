package io.parley.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("server")
class GlassFishIT extends ContainerContract {
  GlassFishIT() {
    super("GlassFish");
  }

  @Override
  Container start(Path work) throws Exception {
    Installation glassfish = Installation.of("glassfish");
    Path domain = glassfish.copy("glassfish/domains/domain1", work.resolve("domains/domain1"));
    int port = ServerProcess.freePort();
    int admin = ServerProcess.freePort();
    configure(domain.resolve("config/domain.xml"), port, admin);
    List<String> start =
        asadmin(
            glassfish,
            "start-domain",
            "--verbose",
            "--domaindir",
            work.resolve("domains").toString(),
            "domain1");
    ServerProcess server =
        ServerProcess.launch(work, port, Map.of("AS_JAVA", System.getProperty("java.home")), start);
    for (String context : Deployment.CONTEXTS) {
      List<String> deploy =
          asadmin(
              glassfish,
              "--port",
              Integer.toString(admin),
              "deploy",
              "--force",
              "--contextroot",
              context.isEmpty() ? "/" : context,
              "--name",
              "parley" + context.replace('/', '-'),
              Deployment.war().toString());
      server.await(() -> succeeds(deploy, work.resolve("deploy.log")), "deploy");
    }
    return server.serving();
  }

  private static List<String> asadmin(Installation glassfish, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            ServerProcess.java(),
            "-jar",
            glassfish.path("glassfish/lib/client/appserver-cli.jar")));
    command.addAll(List.of(arguments));
    return command;
  }

  private static boolean succeeds(List<String> command, Path log)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return builder.start().waitFor() == 0;
  }

  /** Ports of its own, on loopback only. */
  private static void configure(Path file, int port, int admin) throws IOException {
    String text = Files.readString(file);
    Map<String, Integer> ports = Map.of("8080", port, "4848", admin);
    for (String fixed : List.of("8080", "4848", "8181", "7676", "3700", "3820", "3920", "8686")) {
      int free = ports.containsKey(fixed) ? ports.get(fixed) : ServerProcess.freePort();
      text = text.replace("\"" + fixed + "\"", "\"" + free + "\"");
    }
    Files.writeString(
        file,
        text.replace("\"0.0.0.0\"", "\"127.0.0.1\"")
            .replace("<network-listener port", "<network-listener address=\"127.0.0.1\" port"));
  }
}
