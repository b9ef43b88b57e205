package io.parley.container;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("server")
class WildFlyIT extends ContainerContract {
  WildFlyIT() {
    super("WildFly");
  }

  @Override
  Container start(Path work) throws Exception {
    return WildFlyServer.in(work)
        .with(Deployment.war(), "ROOT.war")
        .with(Deployment.war(), "parley.war")
        .launch(Map.of())
        .serving();
  }
}
