package io.parley.container;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The same users on the WildFly of Jakarta EE 11. */
@Tag("server-ee11")
class WildFlyPreviewPrincipalIT extends WildFlyPrincipalIT {
  @Override
  WildFlyServer server(Path work) throws IOException {
    return WildFlyServer.ofEe11(work);
  }
}
