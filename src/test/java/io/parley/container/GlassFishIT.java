package io.parley.container;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("server")
class GlassFishIT extends ContainerContract {
  GlassFishIT() {
    super("GlassFish");
  }

  @Override
  Container start(Path work) throws Exception {
    return GlassFishServer.in(Installation.of("glassfish"), Jdk.own(), work).serving();
  }
}
