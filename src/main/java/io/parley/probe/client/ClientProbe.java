package io.parley.probe.client;

import io.parley.probe.CaseOutcome;
import io.parley.probe.CaseResult;
import io.parley.probe.Exchange;
import io.parley.probe.PrintableOctets;
import io.parley.probe.Report;
import io.parley.probe.transport.ConnectionState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * A server that judges WebSocket clients. {@code /count} tells the number of cases, {@code
 * /case/N?agent=NAME} plays one, and {@code /report?agent=NAME} makes the report. Everything it
 * does for a connection has a limit.
 */
public final class ClientProbe implements AutoCloseable {
  /** Connections at a time; one more waits to be accepted. */
  private static final int MAX_CONNECTIONS = 64;

  private static final int BACKLOG = 200;

  /** The longest case takes this many steps, each up to the timeout. */
  private static final int MAX_STEPS = 8;

  private final ClientProbeOptions options;
  private final Consumer<Report> onReport;
  private final List<ClientCase> cases;
  private final ClientRecords records;
  private final List<ServerSocket> listening = new ArrayList<>();
  private final Semaphore free = new Semaphore(MAX_CONNECTIONS);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(ClientProbe::daemon);
  private final Deadlines deadlines = new Deadlines();

  private ClientProbe(ClientProbeOptions options, Consumer<Report> onReport) {
    this.options = options;
    this.onReport = onReport;
    cases = cases(options);
    records = new ClientRecords(options, cases);
  }

  /** The cases that the options select, in the order of their numbers. */
  static List<ClientCase> cases(ClientProbeOptions options) {
    return ClientCases.sections().stream()
        .flatMap(section -> section.cases().stream())
        .filter(options::selects)
        .toList();
  }

  /**
   * Starts to listen.
   *
   * @param onReport receives each report that a client asks for; called by several threads
   * @throws IOException if the port is taken, with a message for people
   */
  public static ClientProbe start(ClientProbeOptions options, Consumer<Report> onReport)
      throws IOException {
    ClientProbe probe = new ClientProbe(options, onReport);
    try {
      probe.listen();
    } catch (IOException e) {
      probe.close();
      throw new IOException("cannot listen on port " + options.port() + ": " + e.getMessage(), e);
    }
    return probe;
  }

  private void listen() throws IOException {
    List<InetAddress> addresses = options.addresses();
    listening.add(socket(options.port(), addresses.get(0)));
    for (InetAddress other : addresses.subList(1, addresses.size())) {
      try {
        listening.add(socket(port(), other));
      } catch (IOException e) {
        // localhost may have an address of a family that this machine does not use.
      }
    }
    listening.forEach(socket -> threads.execute(() -> accept(socket)));
  }

  private ServerSocket socket(int port, InetAddress address) throws IOException {
    return options.tls().isPresent()
        ? options
            .tls()
            .get()
            .context()
            .getServerSocketFactory()
            .createServerSocket(port, BACKLOG, address)
        : new ServerSocket(port, BACKLOG, address);
  }

  private void accept(ServerSocket socket) {
    try {
      while (!socket.isClosed()) {
        free.acquire();
        Socket client = socket.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException | InterruptedException e) {
      free.release(); // closed
    }
  }

  private void serve(Socket client) {
    Duration limit = options.timeout().multipliedBy(MAX_STEPS);
    open.add(client);
    Deadlines.Deadline deadline = deadlines.close(client, limit);
    try (client) {
      ClientConnection connection = new ClientConnection(client);
      new ClientVisit(connection, cases, records, this::told, options.timeout()).serve();
    } catch (IOException e) {
      return; // It left.
    } finally {
      deadline.end();
      open.remove(client);
      free.release();
    }
  }

  private String told(String agent) {
    Report report = report(agent);
    onReport.accept(report);
    return ClientRecords.summary(report);
  }

  /**
   * The report of the client of that name. Waits for its cases that are under way, up to the
   * timeout; what it did not run counts as skipped.
   */
  public Report report(String agent) {
    return records.report(agent, url());
  }

  /** The result of a case, or empty until it is there. */
  public Optional<CaseResult> result(String agent, int number) {
    return records.of(agent).result(number);
  }

  /** Counts a case as failed that a client was told to play and did not. */
  void missed(String agent, int number, String why) {
    CaseResult none =
        new CaseResult(
            cases.get(number - 1),
            CaseOutcome.failed(PrintableOctets.brief(why)),
            Exchange.of("", "", ConnectionState.UNREACHABLE),
            0);
    records.of(agent).add(number, none);
  }

  /** The number of cases. */
  public int count() {
    return cases.size();
  }

  public int port() {
    return listening.get(0).getLocalPort();
  }

  /** The URL without a path. */
  public String url() {
    InetAddress address = options.addresses().get(0);
    String host = address.isLoopbackAddress() ? "localhost" : address.getHostAddress();
    return options.scheme() + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket socket : listening) {
      socket.close();
    }
    for (Socket client : open) {
      client.close();
    }
    threads.shutdownNow();
    deadlines.close();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "client-probe");
    thread.setDaemon(true);
    return thread;
  }
}
