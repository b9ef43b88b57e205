package io.parley.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("server")
class WildFlyIT extends ContainerContract {
  WildFlyIT() {
    super("WildFly");
  }

  @Override
  Container start(Path work) throws Exception {
    Installation wildfly = Installation.of("wildfly");
    Path base = wildfly.copy("standalone", work.resolve("standalone"));
    Files.copy(Deployment.war(), base.resolve("deployments/ROOT.war"));
    Files.copy(Deployment.war(), base.resolve("deployments/parley.war"));
    int port = ServerProcess.freePort();
    return ServerProcess.start(
        work,
        port,
        Map.of(),
        List.of(
            ServerProcess.java(),
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "-Djboss.home.dir=" + wildfly.home(),
            "-Djboss.server.base.dir=" + base,
            "-jar",
            wildfly.path("jboss-modules.jar"),
            "-mp",
            wildfly.path("modules"),
            "org.jboss.as.standalone",
            "-b=127.0.0.1",
            "-Djboss.http.port=" + port,
            "-Djboss.https.port=" + ServerProcess.freePort(),
            "-Djboss.management.http.port=" + ServerProcess.freePort()));
  }
}
