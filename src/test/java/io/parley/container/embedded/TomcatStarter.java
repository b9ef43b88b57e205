package io.parley.container.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat without JSP. It unpacks the WAR and looks for annotations as the full one does. */
public final class TomcatStarter implements IntSupplier, Callable<Void> {
  private final Tomcat tomcat = new Tomcat();

  /** Returns once it serves. */
  public TomcatStarter(
      Path war, Path work, List<String> contexts, Map<String, String> contextParameters)
      throws IOException, LifecycleException {
    Files.createDirectory(work.resolve("webapps"));
    tomcat.setBaseDir(work.toString());
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(0);
    tomcat.setConnector(connector);
    tomcat.getEngine().setParentClassLoader(getClass().getClassLoader());
    for (String context : contexts) {
      deploy(context, war, contextParameters);
    }
    tomcat.start();
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

  @Override
  public int getAsInt() {
    return tomcat.getConnector().getLocalPort();
  }

  /** Stops it. */
  @Override
  public Void call() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    return null;
  }
}
