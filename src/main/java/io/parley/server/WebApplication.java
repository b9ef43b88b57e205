package io.parley.server;

import io.parley.archive.ArchiveClassLoader;
import io.parley.archive.ArchiveUrls;
import io.parley.archive.WarFile;
import io.parley.settings.BadSettings;
import io.parley.settings.BoundListener;
import io.parley.settings.BridgeAttributes;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.annotations.AnnotationConfiguration;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.ee10.webapp.Configuration;
import org.eclipse.jetty.ee10.webapp.FragmentConfiguration;
import org.eclipse.jetty.ee10.webapp.MetaInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.ee10.webapp.WebInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebXmlConfiguration;
import org.eclipse.jetty.ee10.websocket.jakarta.server.JakartaWebSocketServerContainer;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketConfiguration;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketExtensionRegistry;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;

/** The WAR as a web application, deployed at the root. */
final class WebApplication {
  /** Relative to the folder that the server was started in. */
  private static final String DATA = "parley-data";

  private final WebAppContext context = new InMemory();
  private final WarFile war;
  private final WarContent content;
  private volatile Optional<UpgradeMappings> mappings = Optional.empty();
  private final ArchiveClassLoader classes;

  /**
   * Reads the WAR's directories.
   *
   * @param war is closed before the start ends, and not needed after that
   */
  WebApplication(WarFile war) throws IOException {
    ArchiveUrls.install();
    this.war = war;
    content = WarContent.of(war);
    classes = content.classes(WebApplication.class.getClassLoader());
    context.setConfigurations(configurations());
    context.setContextPath("/");
    context.setClassLoader(classes);
    context.setTempDirectory(new File(System.getProperty("java.io.tmpdir")));
    context.setTempDirectoryPersistent(true);
    // Otherwise a failed start is only logged, and the server responds 503 for ever.
    context.setThrowUnavailableOnStartupException(true);
    context.setInitParameter("org.eclipse.jetty.servlet.Default.dirAllowed", "false");
    context.setErrorHandler(new Bare());
    context.setSecurityHandler(new Unconstrained());
  }

  /**
   * Only those that the application needs; to look for others takes Jetty a twentieth of a start.
   */
  private static Configuration[] configurations() {
    return new Configuration[] {
      new WebInfConfiguration(),
      new WebXmlConfiguration(),
      new MetaInfConfiguration(),
      new FragmentConfiguration(),
      new AnnotationConfiguration(),
      new WebAppConfiguration(),
      new JakartaWebSocketConfiguration()
    };
  }

  /**
   * Has to run before the start, so that Jetty's own initializer finds it done.
   *
   * @param pacer paces what the server carries inside HTTP/2
   */
  void prepareWebSockets(Server server, ReadPacer pacer) {
    WebSocketComponents components =
        WebSocketServerComponents.ensureWebSocketComponents(server, context);
    WebSocketExtensionRegistry extensions = components.getExtensionRegistry();
    extensions.register("permessage-deflate", PingSafeDeflate.class);
    extensions.register(CloseReasonExtension.NAME, CloseReasonExtension.class);
    extensions.register(PacedFrames.NAME, PacedFrames.class);
    UpgradeMappings endpoints =
        new UpgradeMappings(
            components,
            pacer,
            context.getContext()::run,
            () -> JakartaWebSocketServerContainer.getContainer(context.getServletContext()));
    context.setAttribute(WebSocketMappings.WEBSOCKET_MAPPING_ATTRIBUTE, endpoints);
    context.addBean(endpoints);
    mappings = Optional.of(endpoints);
  }

  void handOver(Map<String, List<String>> options, List<BoundListener> listeners, BadSettings bad) {
    context.setAttribute(BridgeAttributes.BAD_SETTINGS, bad.entries());
    context.setAttribute(BridgeAttributes.OPTIONS, options);
    context.setAttribute(
        BridgeAttributes.LISTENERS, listeners.stream().map(BoundListener::toMap).toList());
    context.setAttribute(BridgeAttributes.DATA, DATA);
  }

  void handOver(TcpConnections connections, List<PeriodicTask> tasks) {
    context.setAttribute(BridgeAttributes.WEB_SOCKETS, connections.limits().webSockets());
    context.setAttribute(BridgeAttributes.TCP_CONNECTIONS, connections.states());
    context.setAttribute(BridgeAttributes.TCP_CLOSED, connections.closed());
    context.setAttribute(BridgeAttributes.STORING, connections.pacer());
    if (connections.pacer().isOptimized()) {
      Executor coalescing = CoalescedOutput::coalesce;
      context.setAttribute(BridgeAttributes.COALESCING, coalescing);
    }
    BooleanSupplier sound = () -> tasks.stream().allMatch(PeriodicTask::isSound);
    context.setAttribute(BridgeAttributes.SOUND, sound);
    context.setAttribute(BridgeAttributes.WORKER_FAILURES, failures(tasks));
  }

  private static Map<String, LongSupplier> failures(List<PeriodicTask> tasks) {
    return tasks.stream().collect(Collectors.toMap(PeriodicTask::name, task -> task));
  }

  /** Sets what ends the process after an error from which the application cannot recover. */
  void handOver(Consumer<Throwable> end) {
    context.setAttribute(BridgeAttributes.END, end);
  }

  WebAppContext context() {
    return context;
  }

  /**
   * Starts the server, with all that is needed during the start.
   *
   * @throws Exception whatever the application threw
   */
  void start(Server server) throws Exception {
    ResourceFactory.registerResourceFactory(ArchiveUrls.SCHEME, WarResource::of);
    Future<?> closed = closeWar();
    try (ResourceFactory.Closeable start = ResourceFactory.closeable()) {
      context.setBaseResource(content.pages(start));
      server.start();
    }
    closed.get();
  }

  /** Reads on another thread what the start does not need. */
  private Future<?> closeWar() {
    FutureTask<Void> closed =
        new FutureTask<>(
            () -> {
              war.close();
              return null;
            });
    new Thread(closed, "parley-archive").start();
    return closed;
  }

  /** Releases the classes and pages after the application has stopped. */
  void close() {
    classes.close();
    content.close();
  }

  /** See {@link BridgeAttributes#CLIENT_MEMORY}. */
  Optional<Function<LongConsumer, LongConsumer>> clientMemory() {
    return attribute(BridgeAttributes.CLIENT_MEMORY);
  }

  /** See {@link BridgeAttributes#IMMEDIATE_HANDSHAKES}; true before the application has started. */
  boolean doHandshakesWait() {
    return !this.<Boolean>attribute(BridgeAttributes.IMMEDIATE_HANDSHAKES).orElse(false);
  }

  /** See {@link BridgeAttributes#HANDSHAKES}; empty where the filters decide all handshakes. */
  Optional<Function<Map<String, Object>, Map<String, Object>>> handshakes() {
    return context.isStarted() && upgrade().isPresent()
        ? attribute(BridgeAttributes.HANDSHAKES)
        : Optional.empty();
  }

  /** The upgrade without Jetty's own; empty where Jetty's is used. */
  Optional<DirectUpgrade> upgrade() {
    return mappings.flatMap(UpgradeMappings::direct);
  }

  Optional<Runnable> drain() {
    return attribute(BridgeAttributes.DRAIN);
  }

  Optional<Function<Map<String, Object>, Map<String, Object>>> refusals() {
    return attribute(BridgeAttributes.REFUSALS);
  }

  /** See {@link BridgeAttributes#PAGES}. */
  List<Map.Entry<String, String>> pages() {
    return this.<List<Map.Entry<String, String>>>attribute(BridgeAttributes.PAGES)
        .orElse(List.of());
  }

  /** See {@link BridgeAttributes#DURABILITY}. */
  List<Map.Entry<String, String>> durability() {
    return this.<List<Map.Entry<String, String>>>attribute(BridgeAttributes.DURABILITY)
        .orElse(List.of());
  }

  @SuppressWarnings("unchecked") // BridgeAttributes documents the type of each.
  private <T> Optional<T> attribute(String name) {
    return Optional.ofNullable((T) context.getContext().getAttribute(name));
  }

  /** A context that writes nothing to disk, and so needs no temporary folder. */
  private static final class InMemory extends WebAppContext {
    /**
     * Jetty would insert its own class loader, which looks for files, between this one and its
     * parent.
     */
    @Override
    protected ClassLoader configureClassLoader(ClassLoader loader) {
      return loader;
    }

    @Override
    protected void createTempDirectory() {}
  }

  /**
   * Leaves out the constraint of Jetty's own descriptor, which answers 403 to TRACE ahead of every
   * filter. The guard and the pages answer 405, as to other methods. The application has no other
   * constraint.
   */
  private static final class Unconstrained extends ConstraintSecurityHandler {
    @Override
    protected Constraint getConstraint(String path, Request request) {
      return Constraint.ALLOWED;
    }
  }

  /**
   * Shows the application's own error pages, else a status without a body: Jetty's pages show stack
   * traces.
   */
  private static final class Bare extends ErrorPageErrorHandler {
    @Override
    protected void generateResponse(
        Request request,
        Response response,
        int code,
        String message,
        Throwable cause,
        Callback callback) {}
  }
}
