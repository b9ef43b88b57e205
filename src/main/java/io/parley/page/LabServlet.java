package io.parley.page;

import io.parley.http.Authority;
import io.parley.http.ListenerPort;
import io.parley.journal.AttemptId;
import io.parley.journal.Journal;
import io.parley.problem.HandshakeJson;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;

/**
 * Sends a handshake that a visitor composed to the connector on which the visitor's request came. A
 * server that connects for a visitor endangers everything that it can reach, so this one has a
 * single target. The address is that of a connection that is already open, and never the visitor's
 * choice. The path is an endpoint's, or one where nothing is. A connection carries one request. It
 * is registered for the operator only.
 */
final class LabServlet extends HttpServlet {
  static final String PATTERN = "/lab";

  /** Bytes of the visitor's JSON. */
  private static final int MOST_ORDER = 16_384;

  /** Runs a second, of all visitors together: each holds a thread for up to two seconds. */
  private static final int PER_SECOND = 5;

  private static final long serialVersionUID = 1;

  private final transient LabTargets labTargets;
  private final transient Journal journal;
  private final transient Set<ListenerPort> ports;
  private final transient LabWebSockets webSockets;
  private final transient VisitorRateLimiter visitorRateLimiter =
      new VisitorRateLimiter(PER_SECOND, PER_SECOND);

  LabServlet(
      LabTargets labTargets, Journal journal, Set<ListenerPort> ports, LabWebSockets webSockets) {
    this.labTargets = labTargets;
    this.journal = journal;
    this.ports = ports;
    this.webSockets = webSockets;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!PageResponse.takes(request, response, "GET", "HEAD", "POST")) {
      return;
    }
    if (request.getMethod().equals("POST")) {
      order(request, response);
    } else {
      PageResponse.json(response, LabJson.write(labTargets.paths(), labTargets.alone()));
    }
  }

  private void order(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<byte[]> body = body(request, response);
    if (body.isEmpty()) {
      return;
    }
    Optional<LabRequest> order = LabJson.read(body.get());
    Optional<String> objection =
        order
            .map(given -> objection(request, given))
            .orElse(Optional.of("Send an object with method, path, version and fields."));
    if (objection.isPresent()) {
      PageResponse.problem(response, 400, objection.get());
      return;
    }
    int wait = visitorRateLimiter.wait("all");
    if (wait > 0) {
      PageResponse.tooMany(response, wait);
    } else {
      PageResponse.json(response, run(request, order.orElseThrow()));
    }
  }

  /** Returns the JSON that an own page posts; empty where the request is already refused. */
  static Optional<byte[]> body(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!OwnJson.admits(request, response)) {
      return Optional.empty();
    }
    byte[] body = request.getInputStream().readNBytes(MOST_ORDER + 1);
    if (body.length > MOST_ORDER) {
      PageResponse.problem(response, 413, "Send at most 16 KiB.");
      return Optional.empty();
    }
    return Optional.of(body);
  }

  private Optional<String> objection(HttpServletRequest request, LabRequest order) {
    String host = Optional.ofNullable(request.getHeader("Host")).orElse("");
    return order
        .objection(new LabPaths(request.getServletContext(), labTargets.endpoint()))
        .or(() -> labTargets.alone() ? Optional.empty() : order.objectionInContainer(host));
  }

  private String run(HttpServletRequest request, LabRequest order) throws IOException {
    Optional<String> attempt = AttemptId.of(order.path());
    boolean used = attempt.flatMap(journal::attempt).isPresent();
    byte[] head = order.bytes(request.getContextPath());
    LabRun run = LabRun.over(connector(request), head, order.stay());
    Optional<String> trace =
        attempt
            .filter(any -> !used)
            .flatMap(journal::attempt)
            .map(handshakeRecord -> HandshakeJson.write(request.getContextPath(), handshakeRecord));
    String visitor = new PageRequest(request).network();
    Optional<String> connection = run.webSocket().map(each -> webSockets.add(visitor, each));
    return LabJson.write(head, run, trace, connection);
  }

  /** Parses an address, never a name, so nothing is resolved. */
  private LabConnector connector(HttpServletRequest request) throws IOException {
    String address = request.getLocalAddr().replaceAll("[\\[\\]]", "");
    var socketAddress =
        new InetSocketAddress(InetAddress.getByName(address), request.getLocalPort());
    String host =
        new PageRequest(request).effective().authority().map(Authority::host).orElse("localhost");
    return new LabConnector(socketAddress, isSecure(request), host);
  }

  /** Whether the visitor's own connection began with TLS here, not at a proxy. */
  private boolean isSecure(HttpServletRequest request) {
    boolean known =
        ports.stream().anyMatch(port -> port.secure() && port.number() == request.getLocalPort());
    // Where the container has its own connectors it tells by this (Servlet 6.0 3.10).
    return known || request.getAttribute("jakarta.servlet.request.cipher_suite") != null;
  }

  /** Only here they are added. */
  @Override
  public void destroy() {
    webSockets.close();
  }
}
