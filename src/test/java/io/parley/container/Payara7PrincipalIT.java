package io.parley.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** The same users on the Payara of Jakarta EE 11. */
@Tag("server-ee11")
class Payara7PrincipalIT extends PayaraPrincipalIT {
  @Override
  PayaraServer server(Path work, List<Path> wars, String... commands) throws IOException {
    return PayaraServer.ofEe11(work, wars, commands);
  }
}
