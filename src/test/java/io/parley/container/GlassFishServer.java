package io.parley.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A GlassFish whose domain is in a folder of the test.
 *
 * @param admin the port for its commands
 */
record GlassFishServer(Installation installation, Jdk jdk, Path work, int port, int admin) {

  /** One that has not started yet, with ports of its own. */
  static GlassFishServer in(Installation installation, Jdk jdk, Path work) throws IOException {
    Path domain = installation.copy("glassfish/domains/domain1", work.resolve("domains/domain1"));
    int port = ServerProcess.freePort();
    int admin = ServerProcess.freePort();
    configure(domain.resolve("config/domain.xml"), port, admin);
    return new GlassFishServer(installation, jdk, work, port, admin);
  }

  /** Returns once it serves the WAR at each of the usual contexts. */
  ServerProcess serving() throws IOException, InterruptedException {
    ServerProcess server = launch(Map.of());
    for (String context : Deployment.CONTEXTS) {
      deploy(server, Deployment.war(), context.isEmpty() ? "/" : context);
    }
    return server.serving();
  }

  /** Does not wait. */
  ServerProcess launch(Map<String, String> environment) throws IOException {
    Map<String, String> whole = new HashMap<>(environment);
    whole.put("AS_JAVA", jdk.home().toString());
    String domains = work.resolve("domains").toString();
    List<String> command = asadmin("start-domain", "--verbose", "--domaindir", domains, "domain1");
    return ServerProcess.launch(work, port, whole, command);
  }

  /** Returns once it is deployed. */
  void deploy(ServerProcess server, Path war, String context)
      throws IOException, InterruptedException {
    String name = "parley" + context.replace('/', '-');
    run(server, "deploy", "--force", "--contextroot", context, "--name", name, war.toString());
  }

  /** Returns once a command of {@code asadmin} has succeeded. */
  void run(ServerProcess server, String... command) throws IOException, InterruptedException {
    List<String> whole = asadmin("--port", Integer.toString(admin));
    whole.addAll(List.of(command));
    server.await(() -> succeeds(whole), String.join(" ", command));
  }

  private List<String> asadmin(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(installation.path("glassfish/bin/asadmin"));
    command.addAll(List.of(arguments));
    return command;
  }

  private boolean succeeds(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("AS_JAVA", jdk.home().toString());
    builder.redirectErrorStream(true).redirectOutput(work.resolve("asadmin.log").toFile());
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
