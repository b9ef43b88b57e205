package io.parley.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("server")
class PayaraIT extends ContainerContract {
  PayaraIT() {
    super("Payara");
  }

  @Override
  Container start(Path work) throws Exception {
    Path root = Files.copy(Deployment.war(), work.resolve("ROOT.war"));
    Path parley = Files.copy(Deployment.war(), work.resolve("parley.war"));
    return PayaraServer.in(work, List.of(root, parley)).launch(Map.of()).serving();
  }
}
