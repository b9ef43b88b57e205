package io.parley.server;

import io.parley.archive.WarFile;
import io.parley.settings.BadSettingException;
import io.parley.settings.BadSettings;
import io.parley.settings.BoundListener;
import io.parley.settings.Option;
import io.parley.settings.Settings;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/** Runs Parley on an embedded Jetty. An instance starts once and stops once. */
public final class ParleyServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger("io.parley.server");

  /** Time that the application may take beyond the configured drain. */
  private static final Duration DRAIN_GRACE = Duration.ofMillis(500);

  /**
   * The limit for the application, and again for the server: beyond the drain it stays below 5 s.
   */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final Server server = new Server();
  private final List<WantedPort> wanted;
  private final Optional<TlsCertificate> certificate;
  private final TcpConnections connections;
  private final ListenHost listenHost;
  private final Duration drain;
  private final WebApplication application;
  private final HandshakeDecider handshakes;
  private final Map<String, List<String>> options;
  private final BadSettings bad;
  private List<BoundListener> listeners = List.of();

  /**
   * Opens no port yet.
   *
   * @param war is closed before the start ends
   * @param options the command line as given, passed to the web application
   */
  public ParleyServer(WarFile war, Settings settings, Map<String, List<String>> options)
      throws IOException {
    this(war, settings, options, new BadSettings());
  }

  /**
   * Opens no port yet.
   *
   * @param war is closed before the start ends
   * @param bad the errors found so far; if there are any, {@link #start} adds all others and throws
   */
  public ParleyServer(
      WarFile war, Settings settings, Map<String, List<String>> options, BadSettings bad)
      throws IOException {
    ListenerLimits limits = ListenerLimits.of(settings, Descriptors.now());
    limits.shortage(settings).ifPresent(line -> LOG.log(Level.WARNING, line));
    this.options = Map.copyOf(options);
    this.bad = bad;
    this.listenHost = resolve(settings, bad);
    this.certificate =
        settings.serverSettings().tlsSettings().isOn() && bad.isEmpty()
            ? TlsCertificate.of(server, settings, listenHost, bad)
            : Optional.empty();
    this.wanted = WantedPort.of(settings.serverSettings(), certificate);
    this.drain = settings.capacitySettings().drain().plus(DRAIN_GRACE);
    this.application = new WebApplication(war);
    this.handshakes = new PlainHandshakes(application);
    boolean optimized = !settings.serverSettings().plainJetty();
    ReadPacer pacer =
        new ReadPacer(
            server,
            ReadLimits.of(settings),
            optimized,
            application::clientMemory,
            application::doHandshakesWait);
    this.connections = new TcpConnections(server, limits, pacer);
    server.addBean(connections);
    certificate.ifPresent(server::addBean);
    server.addBean(connections.pacer());
    server.setHandler(new HandshakeHandler(handshakes, new SentHostHandler(application.context())));
    server.setDefaultHandler(new NotRunning());
    server.setErrorHandler(new RefusalHandler(application::refusals));
  }

  /**
   * Sets what ends the process after an error from which the application cannot recover; call it
   * before the start. Without it the application keeps running and is not ready.
   */
  public void endProcessBy(Consumer<Throwable> end) {
    application.handOver(end);
  }

  private static ListenHost resolve(Settings settings, BadSettings bad) {
    String name = settings.serverSettings().host();
    try {
      return ListenHost.of(name);
    } catch (UnknownHostException e) {
      bad.add(settings.bad(Option.HOST, name, "a host that can be resolved"));
      return new ListenHost(name, List.of());
    }
  }

  /**
   * Returns once requests are served. After an exception nothing is left open.
   *
   * @throws BadSettingException for all bad settings; no port was opened then
   * @throws ListenException if a port cannot be opened
   * @throws Exception whatever the web application threw at its start
   */
  public synchronized void start() throws Exception {
    try {
      application.handOver(options, bad.isEmpty() ? listen() : List.of(), bad);
      application.handOver(connections, tasks());
      application.prepareWebSockets(server, connections.pacer());
      application.start(server);
      // In case the application, which knows of the errors, started all the same.
      bad.throwIfAny();
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  private List<PeriodicTask> tasks() {
    List<PeriodicTask> tasks = new ArrayList<>(connections.tasks());
    certificate.map(TlsCertificate::task).ifPresent(tasks::add);
    return tasks;
  }

  private List<BoundListener> listen() throws IOException {
    Listeners opened = Listeners.open(server, listenHost, wanted, connections, handshakes);
    listeners = opened.first();
    return opened.all();
  }

  /** The real ports, in the order of the settings; empty before the start. */
  public synchronized List<Integer> ports() {
    return listeners.stream().map(BoundListener::port).toList();
  }

  /** The URLs to open in a browser on this machine, one for each port. */
  public synchronized List<String> urls() {
    return listeners.stream().map(listenHost::url).toList();
  }

  /** The pages that are on, each with its name and its path; none before the start. */
  public List<Map.Entry<String, String>> pages() {
    return application.pages();
  }

  /**
   * Where the rooms are kept and what an acknowledgement means, each with a word for it; nothing
   * before the start.
   */
  public List<Map.Entry<String, String>> durability() {
    return application.durability();
  }

  /**
   * Drains the application, stops it, then stops the server. Takes at most the drain's time and 5
   * s, even if a part hangs. Waits for a start in progress. Idempotent.
   */
  @Override
  public synchronized void close() {
    application.drain().ifPresent(leave -> ShutdownStep.within(drain, "drain", leave::run));
    ShutdownStep.within(STOP_LIMIT, "application", application.context()::stop);
    ShutdownStep.within(STOP_LIMIT, "server", server::stop);
    application.close();
  }

  /**
   * Responds while the application stops: a 404 would then be wrong, and proxies would cache it.
   */
  private final class NotRunning extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      int status =
          application.context().isStarted()
              ? HttpStatus.NOT_FOUND_404
              : HttpStatus.SERVICE_UNAVAILABLE_503;
      Response.writeError(request, response, callback, status);
      return true;
    }
  }
}
