package io.parley.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Users of Payara's realm {@code file}. */
class PayaraPrincipalIT extends PrincipalContract {
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
    Path password =
        Files.writeString(work.resolve("password"), "AS_ADMIN_USERPASSWORD=" + PASSWORD + "\n");
    String[] commands =
        ROLES.entrySet().stream()
            .map(
                user ->
                    "create-file-user --passwordfile "
                        + password
                        + " --groups "
                        + user.getValue()
                        + " "
                        + user.getKey())
            .toArray(String[]::new);
    return server(work, wars, commands).launch(environment);
  }

  PayaraServer server(Path work, List<Path> wars, String... commands) throws IOException {
    return PayaraServer.in(work, wars, commands);
  }
}
