package io.parley.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Users of WildFly's file of application users, in which {@code add-user.sh} writes. */
class WildFlyPrincipalIT extends PrincipalContract {
  @Override
  String realm() {
    return "ApplicationRealm";
  }

  @Override
  boolean answersWithTheForm() {
    return true;
  }

  @Override
  ServerProcess launch(Path work, List<Path> wars, Map<String, String> environment)
      throws Exception {
    WildFlyServer wildfly = server(work);
    for (Path war : wars) {
      wildfly.with(war, war.getFileName().toString());
    }
    StringBuilder users = new StringBuilder("#$REALM_NAME=" + realm() + "$\n");
    StringBuilder roles = new StringBuilder();
    for (Map.Entry<String, String> user : ROLES.entrySet()) {
      users.append(user.getKey()).append('=').append(hash(user.getKey())).append('\n');
      roles.append(user.getKey()).append('=').append(user.getValue()).append('\n');
    }
    Files.writeString(wildfly.configuration("application-users.properties"), users);
    Files.writeString(wildfly.configuration("application-roles.properties"), roles);
    return wildfly.launch(environment);
  }

  WildFlyServer server(Path work) throws IOException {
    return WildFlyServer.in(work);
  }

  private String hash(String user) throws NoSuchAlgorithmException {
    String hashed = user + ":" + realm() + ":" + PASSWORD;
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("MD5").digest(hashed.getBytes(UTF_8)));
  }
}
