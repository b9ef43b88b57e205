package io.parley.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("server")
class PayaraIT extends ContainerContract {
  private static final String LISTENER =
      "set configs.config.server-config.network-config.network-listeners.network-listener"
          + ".http-listener";

  PayaraIT() {
    super("Payara");
  }

  @Override
  Container start(Path work) throws Exception {
    Installation payara = Installation.of("payara-micro");
    int port = ServerProcess.freePort();
    Path boot = Files.writeString(work.resolve("boot"), LISTENER + ".address=127.0.0.1\n");
    Path root = Files.copy(Deployment.war(), work.resolve("ROOT.war"));
    Path parley = Files.copy(Deployment.war(), work.resolve("parley.war"));
    return ServerProcess.start(
        work,
        port,
        Map.of(),
        List.of(
            ServerProcess.java(),
            "-Djava.io.tmpdir=" + work,
            "-jar",
            payara.home().toString(),
            "--prebootcommandfile",
            boot.toString(),
            "--port",
            Integer.toString(port),
            "--noCluster",
            "--rootDir",
            work.resolve("root").toString(),
            "--deploy",
            root.toString(),
            "--deploy",
            parley.toString()));
  }
}
