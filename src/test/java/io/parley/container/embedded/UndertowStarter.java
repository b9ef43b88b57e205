package io.parley.container.embedded;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.api.ServletContainer;
import io.undertow.websockets.extensions.PerMessageDeflateHandshake;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.xnio.OptionMap;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/**
 * An Undertow that does with a WAR what WildFly does for it, and compresses, which WildFly's not.
 */
public final class UndertowStarter implements IntUnaryOperator, Callable<Void> {
  private final PathHandler paths = new PathHandler();
  private final List<DeploymentManager> deployments = new ArrayList<>();
  private final XnioWorker worker;
  private final Undertow server;

  /** Returns once it serves. */
  public UndertowStarter(
      Path war, Path work, List<String> contexts, Map<String, String> contextParameters)
      throws IOException, ServletException {
    worker = Xnio.getInstance().createWorker(OptionMap.EMPTY);
    Exploded exploded = Exploded.of(war, work);
    for (String context : contexts) {
      DeploymentInfo info = deployment(exploded, context);
      contextParameters.forEach(info::addInitParameter);
      deploy(info);
    }
    server =
        Undertow.builder()
            .setWorker(worker)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .addHttpListener(0, "127.0.0.1")
            .setHandler(paths)
            .build();
    server.start();
  }

  private DeploymentInfo deployment(Exploded war, String context) throws IOException {
    ClassLoader loader =
        new URLClassLoader(war.classPath().toArray(URL[]::new), getClass().getClassLoader());
    WebSocketDeploymentInfo sockets =
        new WebSocketDeploymentInfo()
            .setBuffers(new DefaultByteBufferPool(true, 16 * 1024))
            .setWorker(worker)
            .addExtension(new PerMessageDeflateHandshake(false));
    DeploymentInfo info =
        new DeploymentInfo()
            .setClassLoader(loader)
            .setDeploymentName("parley" + context)
            .setContextPath(context.isEmpty() ? "/" : context)
            .setResourceManager(new PathResourceManager(war.root()))
            .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, sockets);
    for (Class<?> type : war.classes(loader)) {
      if (type.isAnnotationPresent(WebListener.class)) {
        info.addListener(new ListenerInfo(type.asSubclass(ServletContextListener.class)));
      } else if (type.isAnnotationPresent(ServerEndpoint.class)) {
        sockets.addEndpoint(type);
      }
    }
    Descriptor.read(war.root().resolve("WEB-INF/web.xml")).apply(info);
    return info;
  }

  private void deploy(DeploymentInfo info) throws ServletException {
    DeploymentManager manager = ServletContainer.Factory.newInstance().addDeployment(info);
    manager.deploy();
    deployments.add(manager);
    paths.addPrefixPath(info.getContextPath(), manager.start());
  }

  /** Returns the port of every version of HTTP. */
  @Override
  public int applyAsInt(int version) {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  /** Stops it as WildFly does: what is deployed stops before the port closes. */
  @Override
  public Void call() throws ServletException, InterruptedException {
    for (DeploymentManager manager : deployments) {
      manager.stop();
      manager.undeploy();
    }
    server.stop();
    worker.shutdown();
    worker.awaitTermination(10, TimeUnit.SECONDS);
    return null;
  }
}
