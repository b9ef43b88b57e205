package io.parley.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** A Jetty of Jakarta EE 11 as its distribution starts it. */
@Tag("server-ee11")
class JettyServerIT extends ContainerContract {
  JettyServerIT() {
    super("Jetty server");
  }

  @Override
  Container start(Path work) throws Exception {
    Path wars = Files.createDirectories(work.resolve("webapps"));
    Files.createDirectories(work.resolve("resources"));
    Files.createDirectories(work.resolve("temp"));
    Files.copy(Deployment.war(), wars.resolve("root.war"));
    Files.copy(Deployment.war(), wars.resolve("parley.war"));
    int port = ServerProcess.freePort();
    return ServerProcess.start(
        work,
        port,
        Map.of(),
        List.of(
            ServerProcess.java(),
            "-Djava.io.tmpdir=" + work.resolve("temp"),
            "-jar",
            Installation.ofEe11("jetty-home").path("start.jar"),
            "jetty.base=" + work,
            "jetty.http.host=127.0.0.1",
            "jetty.http.port=" + port,
            "--module=http,http2c,ee11-deploy,ee11-annotations,ee11-websocket-jakarta"));
  }
}
