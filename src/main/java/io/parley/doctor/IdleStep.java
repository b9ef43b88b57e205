package io.parley.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Leaves a connection alone, as a page does on which nobody types. */
final class IdleStep {
  private IdleStep() {}

  /**
   * Waits on a connection of its own; answers pings, as a browser does.
   *
   * @param seen gets how long it stayed open
   */
  static void check(Server server, Duration silence, List<String> seen) throws FailedStepException {
    try (WebSocketLink link = UpgradeStep.open(server)) {
      long start = System.nanoTime();
      Deadline deadline = Deadline.in(silence);
      while (link.end().isEmpty() && !deadline.isOver()) {
        link.next(deadline);
      }
      String time = seconds(Duration.ofNanos(System.nanoTime() - start));
      seen.add("the server sent " + link.pings() + " pings");
      Optional<CloseResult> end = link.end();
      if (end.isPresent()) {
        seen.add("closed after " + time + " s " + end.get());
        throw new FailedStepException(closed(end.get(), time, link), seen);
      }
      requireLife(link, time, seen);
    } catch (IOException e) {
      seen.add("the connection could not be closed");
    }
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
  }

  private static void requireLife(WebSocketLink link, String time, List<String> seen)
      throws FailedStepException {
    seen.add("open after " + time + " s");
    switch (new MessageExchange(link, Compression.NONE).ping()) {
      case SILENT, ENDED -> {
        seen.add("and dead: no pong");
        throw new FailedStepException(forgotten(time), seen);
      }
      default -> seen.add("and alive: pong");
    }
  }

  private static Diagnosis closed(CloseResult end, String time, WebSocketLink link) {
    if (end.isAbnormal()) {
      return cut(time, ProxyKind.of(link.answer()));
    }
    return Diagnosis.of(
        Party.APPLICATION,
        "The server closes a connection on which nothing moves for " + time + " s, " + end + ".",
        "Let the client send something more often than that, or the server ping it.",
        "Or raise the server's idle timeout (Jetty: idleTimeout; Tomcat:"
            + " setMaxIdleTimeout; Node.js: its heartbeat).");
  }

  private static Diagnosis cut(String time, Optional<ProxyKind> proxy) {
    List<String> change = new ArrayList<>();
    change.add(
        "Let the server ping more often than every " + time + " s. Parley pings every 25 s:");
    change.add("  --ping 25s");
    change.add("A page cannot send pings. Or raise the proxy's timeout:");
    change.addAll(ProxyKind.idle(proxy));
    change.add(
        "A load balancer of a cloud has an idle timeout too. If nothing is between, it is the"
            + " server's own.");
    return new Diagnosis(
        Party.PROXY,
        "The connection is cut after " + time + " s on which nothing moves, without a close frame.",
        change);
  }

  private static Diagnosis forgotten(String time) {
    return Diagnosis.of(
        Party.NETWORK,
        "After "
            + time
            + " s without traffic the connection is open on this side, and nothing comes"
            + " back: a firewall or a router has forgotten it.",
        "Let the server ping more often than that (Parley: --ping 25s).",
        "Or raise the firewall's timeout for idle connections.");
  }
}
