package io.parley.page;

import io.parley.journal.Attempt;
import io.parley.journal.Journal;
import io.parley.problem.HandshakeJson;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * Sends a handshake that was composed by hand to the connector that the order came on. A server
 * that connects for a visitor is a danger to all that it can reach, so this one reaches one thing:
 * the address is that of a connection that is open already, and never what the visitor says; the
 * path is an endpoint's; and one connection carries one request. A filter lets only the operator
 * come here.
 */
final class Lab extends HttpServlet {
  static final String PATTERN = "/lab";

  /** Bytes of an order. */
  private static final int MOST_ORDER = 16_384;

  /** In a second, of all visitors together: each holds a thread for up to two. */
  private static final int PER_SECOND = 5;

  private static final long serialVersionUID = 1;

  private final transient Reach reach;
  private final transient Journal journal;
  private final transient Throttle throttle = new Throttle(PER_SECOND, PER_SECOND);

  Lab(Reach reach, Journal journal) {
    this.reach = reach;
    this.journal = journal;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!Reply.takes(request, response, "GET", "HEAD", "POST")) {
      return;
    }
    if (request.getMethod().equals("POST")) {
      order(request, response);
    } else {
      Reply.json(response, LabJson.write(reach.paths(), reach.alone()));
    }
  }

  private void order(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Visitor visitor = new Visitor(request);
    if (visitor.isOfAnotherSite() || !visitor.isOwnPage()) {
      Reply.problem(response, 403, "Only a page of this server may ask, and Origin has to say so.");
      return;
    }
    if (!isJson(request)) {
      Reply.problem(response, 415, "Send application/json.");
      return;
    }
    byte[] body = request.getInputStream().readNBytes(MOST_ORDER + 1);
    if (body.length > MOST_ORDER) {
      Reply.problem(response, 413, "Send at most 16 KiB.");
      return;
    }
    Optional<LabOrder> order = LabJson.read(body);
    Optional<String> objection =
        order
            .map(given -> objection(request, given))
            .orElse(Optional.of("Send an object with method, path, version and fields."));
    if (objection.isPresent()) {
      Reply.problem(response, 400, objection.get());
      return;
    }
    int wait = throttle.wait("all");
    if (wait > 0) {
      Reply.tooMany(response, wait);
    } else {
      Reply.json(response, run(request, order.orElseThrow()));
    }
  }

  private Optional<String> objection(HttpServletRequest request, LabOrder order) {
    String host = Optional.ofNullable(request.getHeader("Host")).orElse("");
    return order
        .objection(reach.endpoint())
        .or(() -> reach.alone() ? Optional.empty() : order.objectionInContainer(host));
  }

  private static boolean isJson(HttpServletRequest request) {
    String type = Optional.ofNullable(request.getContentType()).orElse("");
    return type.toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?");
  }

  private String run(HttpServletRequest request, LabOrder order) throws IOException {
    Optional<String> attempt = Attempt.of(order.path());
    boolean used = attempt.flatMap(journal::attempt).isPresent();
    byte[] head = order.bytes(request.getContextPath());
    LabRun run = LabRun.over(connector(request), head);
    Optional<String> trace =
        attempt
            .filter(any -> !used)
            .flatMap(journal::attempt)
            .map(entry -> HandshakeJson.write(request.getContextPath(), entry));
    return LabJson.write(head, run, trace);
  }

  /** An address, never a name: nothing is looked up. */
  private static InetSocketAddress connector(HttpServletRequest request) throws IOException {
    String address = request.getLocalAddr().replaceAll("[\\[\\]]", "");
    return new InetSocketAddress(InetAddress.getByName(address), request.getLocalPort());
  }
}
