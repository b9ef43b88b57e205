package io.parley.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A WildFly that writes only into a folder of the test.
 *
 * @param base its configuration, deployments and logs
 */
record WildFlyServer(Installation installation, Path work, Path base) {

  /** One that has not started yet, as it was shipped. */
  static WildFlyServer in(Path work) throws IOException {
    return of(Installation.of("wildfly"), work);
  }

  /** The same of Jakarta EE 11. */
  static WildFlyServer ofEe11(Path work) throws IOException {
    return of(Installation.ofEe11("wildfly-preview"), work);
  }

  private static WildFlyServer of(Installation installation, Path work) throws IOException {
    return new WildFlyServer(
        installation, work, installation.copy("standalone", work.resolve("standalone")));
  }

  /** Deploys a WAR at the start; its name without {@code .war} is the context path. */
  WildFlyServer with(Path war, String name) throws IOException {
    Files.copy(war, base.resolve("deployments").resolve(name));
    return this;
  }

  Path configuration(String file) {
    return base.resolve("configuration").resolve(file);
  }

  /** Does not wait. */
  ServerProcess launch(Map<String, String> environment) throws IOException {
    int port = ServerProcess.freePort();
    return ServerProcess.launch(
        work,
        port,
        environment,
        List.of(
            ServerProcess.java(),
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "-Djboss.home.dir=" + installation.home(),
            "-Djboss.server.base.dir=" + base,
            "-jar",
            installation.path("jboss-modules.jar"),
            "-mp",
            installation.path("modules"),
            "org.jboss.as.standalone",
            "-b=127.0.0.1",
            "-Djboss.http.port=" + port,
            "-Djboss.https.port=" + ServerProcess.freePort(),
            "-Djboss.management.http.port=" + ServerProcess.freePort()));
  }
}
