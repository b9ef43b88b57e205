package io.parley.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Users of GlassFish's realm {@code file}. */
@Tag("server-ee11")
class GlassFish8PrincipalIT extends PrincipalContract {
  @Override
  String realm() {
    return "file";
  }

  @Override
  boolean answersWithTheForm() {
    return false;
  }

  @Override
  ServerProcess launch(Path work, List<Path> wars, Map<String, String> environment)
      throws Exception {
    GlassFishServer glassfish =
        GlassFishServer.in(Installation.ofEe11("glassfish"), Jdk.from21(), work);
    ServerProcess server = glassfish.launch(environment);
    String password =
        Files.writeString(work.resolve("password"), "AS_ADMIN_USERPASSWORD=" + PASSWORD + "\n")
            .toString();
    for (Map.Entry<String, String> user : ROLES.entrySet()) {
      glassfish.run(
          server,
          "--passwordfile",
          password,
          "create-file-user",
          "--groups",
          user.getValue(),
          user.getKey());
    }
    for (Path war : wars) {
      String name = war.getFileName().toString();
      glassfish.deploy(server, war, "/" + name.substring(0, name.indexOf('.')));
    }
    return server;
  }
}
