package io.parley.container.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntUnaryOperator;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.coyote.http2.Http2Protocol;

/** A Tomcat without JSP. It unpacks the WAR and looks for annotations as the full one does. */
public final class TomcatStarter implements IntUnaryOperator, Callable<Void> {
  private final Tomcat tomcat = new Tomcat();
  private final Connector http2 = connector();

  /** Returns once it serves. */
  public TomcatStarter(
      Path war, Path work, List<String> contexts, Map<String, String> contextParameters)
      throws IOException, LifecycleException {
    // One factory is all that a JVM takes, and there may be several Tomcats. None serves a packed
    // WAR.
    TomcatURLStreamHandlerFactory.disable();
    Files.createDirectory(work.resolve("webapps"));
    tomcat.setBaseDir(work.toString());
    tomcat.setConnector(connector());
    http2.addUpgradeProtocol(new Http2Protocol());
    tomcat.getService().addConnector(http2);
    tomcat.getEngine().setParentClassLoader(getClass().getClassLoader());
    for (String context : contexts) {
      deploy(context, war, contextParameters);
    }
    tomcat.start();
  }

  private static Connector connector() {
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(0);
    return connector;
  }

  private void deploy(String path, Path war, Map<String, String> parameters) {
    Context context = tomcat.addWebapp(path, war.toString());
    parameters.forEach(context::addParameter);
    context.addLifecycleListener(
        event -> {
          if (event.getType().equals(Lifecycle.BEFORE_START_EVENT)) {
            context.removeServletMapping("*.jsp");
            context.removeServletMapping("*.jspx");
            context.removeChild(context.findChild("jsp"));
          }
        });
  }

  /** Returns the port that speaks this version of HTTP. */
  @Override
  public int applyAsInt(int version) {
    return (version == 2 ? http2 : tomcat.getConnector()).getLocalPort();
  }

  /** Stops it. */
  @Override
  public Void call() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    return null;
  }
}
