package io.parley.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Payara Micro that writes only into a folder of the test.
 *
 * @param jar the whole server
 * @param wars whose names without {@code .war} are the context paths
 * @param commands of {@code asadmin}, to be run before the WARs are deployed
 */
record PayaraServer(Path jar, Jdk jdk, Path work, List<Path> wars, List<String> commands) {
  private static final String LISTENER =
      "set configs.config.server-config.network-config.network-listeners.network-listener"
          + ".http-listener.address=127.0.0.1\n";

  static PayaraServer in(Path work, List<Path> wars, String... commands) throws IOException {
    Path jar = Installation.of("payara-micro").home();
    return new PayaraServer(jar, Jdk.own(), work, wars, List.of(commands));
  }

  static PayaraServer ofEe11(Path work, List<Path> wars, String... commands) throws IOException {
    Path jar = Installation.ofEe11("payara-micro").home();
    return new PayaraServer(jar, Jdk.from21(), work, wars, List.of(commands));
  }

  /** Does not wait. */
  ServerProcess launch(Map<String, String> environment) throws IOException {
    int port = ServerProcess.freePort();
    Path before = Files.writeString(work.resolve("boot"), LISTENER);
    Path after = Files.write(work.resolve("commands"), commands);
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            jdk.java(),
            "-Djava.io.tmpdir=" + work,
            "-jar",
            jar.toString(),
            "--prebootcommandfile",
            before.toString(),
            "--postbootcommandfile",
            after.toString(),
            "--port",
            Integer.toString(port),
            "--noCluster",
            "--rootDir",
            work.resolve("root").toString()));
    wars.forEach(war -> command.addAll(List.of("--deploy", war.toString())));
    return ServerProcess.launch(work, port, environment, command);
  }
}
