package io.parley.container;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** The WildFly of Jakarta EE 11, as far as there is one. */
@Tag("server-ee11")
class WildFlyPreviewIT extends ContainerContract {
  WildFlyPreviewIT() {
    super("WildFly Preview");
  }

  @Override
  Container start(Path work) throws Exception {
    return WildFlyServer.ofEe11(work)
        .with(Deployment.war(), "ROOT.war")
        .with(Deployment.war(), "parley.war")
        .launch(Map.of())
        .serving();
  }
}
