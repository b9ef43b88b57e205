package io.parley.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;

@Tag("server")
class TomcatServerIT extends ContainerContract {
  TomcatServerIT() {
    super("Tomcat server");
  }

  @Override
  Container start(Path work) throws Exception {
    Installation tomcat = Installation.of("apache-tomcat");
    Path conf = tomcat.copy("conf", work.resolve("conf"));
    Files.createDirectories(work.resolve("temp"));
    int port = ServerProcess.freePort();
    int http2Port = ServerProcess.freePort();
    Files.writeString(conf.resolve("server.xml"), configuration(port, http2Port));
    ServerProcess server =
        ServerProcess.start(
            work,
            port,
            // The context parameters of its configuration have to do.
            Deployment.environment().keySet().stream().collect(Collectors.toMap(n -> n, n -> "")),
            List.of(
                ServerProcess.java(),
                "-Dcatalina.home=" + tomcat.home(),
                "-Dcatalina.base=" + work,
                "-Djava.io.tmpdir=" + work.resolve("temp"),
                "-cp",
                tomcat.path("bin/bootstrap.jar") + ":" + tomcat.path("bin/tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start"));
    return server.withHttp2(http2Port);
  }

  private static String configuration(int port, int http2Port) {
    return """
        <Server port="-1">
          <Service name="Catalina">
            <Connector port="%d" address="127.0.0.1"/>
            <Connector port="%d" address="127.0.0.1">
              <UpgradeProtocol className="org.apache.coyote.http2.Http2Protocol"/>
            </Connector>
            <Engine name="Catalina" defaultHost="localhost">
              <Host name="localhost" appBase="webapps" deployOnStartup="false" autoDeploy="false">
                %s
              </Host>
            </Engine>
          </Service>
        </Server>
        """
        .formatted(
            port,
            http2Port,
            Deployment.CONTEXTS.stream()
                .map(TomcatServerIT::context)
                .collect(Collectors.joining("\n")));
  }

  private static String context(String path) {
    return Deployment.contextParameters().entrySet().stream()
        .map(e -> "<Parameter name=\"%s\" value=\"%s\"/>".formatted(e.getKey(), e.getValue()))
        .collect(
            Collectors.joining(
                "",
                "<Context path=\"%s\" docBase=\"%s\">".formatted(path, Deployment.war()),
                "</Context>"));
  }
}
