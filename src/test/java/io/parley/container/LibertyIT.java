package io.parley.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("server")
class LibertyIT extends ContainerContract {
  LibertyIT() {
    super("Liberty");
  }

  @Override
  Container start(Path work) throws Exception {
    Installation liberty = Installation.of("wlp");
    int port = ServerProcess.freePort();
    Path server = Files.createDirectories(work.resolve("servers/parley"));
    Files.writeString(server.resolve("server.xml"), configuration(port));
    return WokenContainer.of(
        ServerProcess.start(
            work,
            port,
            Map.of("WLP_USER_DIR", work.toString()),
            List.of(
                ServerProcess.java(),
                "-javaagent:" + liberty.path("bin/tools/ws-javaagent.jar"),
                "-jar",
                liberty.path("bin/tools/ws-server.jar"),
                "parley")));
  }

  private static String configuration(int port) {
    return """
        <server>
          <featureManager>
            <feature>servlet-6.0</feature>
            <feature>websocket-2.1</feature>
          </featureManager>
          <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%1$d" httpsPort="-1"/>
          <webApplication id="root" name="root" location="%2$s" contextRoot="/"/>
          <webApplication id="parley" name="parley" location="%2$s" contextRoot="/parley"/>
        </server>
        """
        .formatted(port, Deployment.war());
  }
}
