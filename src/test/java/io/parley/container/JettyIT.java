package io.parley.container;

import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/** A Jetty that is not Parley's own. */
class JettyIT extends ContainerContract {
  JettyIT() {
    super("Jetty");
  }

  private record Running(Server server, ServerConnector connector) implements Container {
    @Override
    public int port() {
      return connector.getLocalPort();
    }

    @Override
    public List<String> contexts() {
      return Deployment.CONTEXTS;
    }

    @Override
    public void stop() throws Exception {
      server.stop();
    }
  }

  @Override
  Container start(Path work) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ContextHandlerCollection contexts = new ContextHandlerCollection();
    for (String path : Deployment.CONTEXTS) {
      WebAppContext context = new WebAppContext();
      context.setContextPath(path.isEmpty() ? "/" : path);
      context.setWar(Deployment.war().toString());
      context.setTempDirectory(work.resolve("jetty" + path.replace('/', '-')).toFile());
      context.setThrowUnavailableOnStartupException(true);
      Deployment.contextParameters().forEach(context::setInitParameter);
      contexts.addHandler(context);
    }
    server.setHandler(contexts);
    server.start();
    return new Running(server, connector);
  }
}
