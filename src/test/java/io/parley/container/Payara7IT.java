package io.parley.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** The Payara of Jakarta EE 11. */
@Tag("server-ee11")
class Payara7IT extends ContainerContract {
  Payara7IT() {
    super("Payara 7");
  }

  @Override
  Container start(Path work) throws Exception {
    Path root = Files.copy(Deployment.war(), work.resolve("ROOT.war"));
    Path parley = Files.copy(Deployment.war(), work.resolve("parley.war"));
    return PayaraServer.ofEe11(work, List.of(root, parley)).launch(Map.of()).serving();
  }
}
