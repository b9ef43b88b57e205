package io.parley.league;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.websocket.server.WsSci;

/** Tomcat as it comes. */
final class TomcatEcho {
  private TomcatEcho() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0], "tomcat"));
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "localhost");
    tomcat.getConnector().setProperty("maxConnections", "20000");
    if (List.of(arguments).contains(Entrant.HTTP_2)) {
      tomcat.getConnector().addUpgradeProtocol(new Http2Protocol());
    }
    Context context = tomcat.addContext("", folder.toAbsolutePath().toString());
    Tomcat.addServlet(context, "default", new DefaultServlet()).addMapping("/");
    context.addServletContainerInitializer(new WsSci(), Set.of(Echo.class, Chat.class));
    tomcat.start();
    Ready.at(tomcat.getConnector().getLocalPort());
  }
}
