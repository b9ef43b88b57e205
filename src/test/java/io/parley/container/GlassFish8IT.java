package io.parley.container;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The GlassFish of Jakarta EE 11. */
@Tag("server-ee11")
class GlassFish8IT extends ContainerContract {
  GlassFish8IT() {
    super("GlassFish 8");
  }

  @Override
  Container start(Path work) throws Exception {
    return GlassFishServer.in(Installation.ofEe11("glassfish"), Jdk.from21(), work).serving();
  }
}
