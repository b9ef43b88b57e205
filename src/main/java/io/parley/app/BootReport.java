package io.parley.app;

import io.parley.handshake.PerMessageDeflate;
import io.parley.subprotocol.Subprotocol;
import jakarta.servlet.ServletContext;
import jakarta.websocket.server.ServerContainer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Logs facts about the container at the start, and again at the first handshake. */
final class BootReport {
  private static final Logger LOG = System.getLogger("io.parley.app");

  private final ServletContext context;
  private final boolean embedded;
  private final String login;
  private final AtomicBoolean opened = new AtomicBoolean();

  /**
   * @param embedded whether the container is Parley's own, which needs no report
   * @param login says who may connect
   */
  BootReport(ServletContext context, boolean embedded, String login) {
    this.context = context;
    this.login = login;
    this.embedded = embedded;
  }

  void log() {
    lines().forEach(line -> LOG.log(level(), line));
    LOG.log(level(), "clients: " + login);
  }

  private Level level() {
    return embedded ? Level.DEBUG : Level.INFO;
  }

  /** Reports the first session of the subprotocol: the guard's decision was applied to it. */
  Subprotocol watch(Subprotocol spoken) {
    return peer -> {
      if (opened.compareAndSet(false, true)) {
        LOG.log(
            level(),
            () ->
                "first handshake "
                    + peer.id()
                    + ": the guard came first, and the endpoint has its decision");
      }
      return spoken.open(peer);
    };
  }

  /** Returns the container's name, then its known differences. */
  List<String> lines() {
    String name = context.getServerInfo().strip();
    Optional<Container> known = Container.named(name);
    Optional<ServerContainer> engine = new DeploymentContext(context).engine();
    List<String> lines = new ArrayList<>();
    lines.add("on " + name + server() + engine.map(BootReport::defaults).orElse(""));
    if (known.isEmpty()) {
      lines.add(name + " is not among the containers that Parley was measured on");
    }
    String label = known.map(Container::label).orElse(name);
    for (Quirk quirk : quirks(known, engine)) {
      lines.add(label + " " + quirk.text(context.getContextPath()));
    }
    return lines;
  }

  private String server() {
    return String.format(
        "%s, Servlet %d.%d, application of %d.%d",
        Optional.ofNullable(context.getVirtualServerName())
            .map(host -> ", host " + host)
            .orElse(""),
        context.getMajorVersion(),
        context.getMinorVersion(),
        context.getEffectiveMajorVersion(),
        context.getEffectiveMinorVersion());
  }

  /** Returns the limits and times of a session to which Parley sets none of its own. */
  private static String defaults(ServerContainer engine) {
    return String.format(
        "; by default text to %s and binary to %s bytes, idle %s ms, send %s ms",
        bound(engine.getDefaultMaxTextMessageBufferSize()),
        bound(engine.getDefaultMaxBinaryMessageBufferSize()),
        bound(engine.getDefaultMaxSessionIdleTimeout()),
        bound(engine.getDefaultAsyncSendTimeout()));
  }

  /** Describes a limit. Containers have three ways to express that there is none. */
  private static String bound(long value) {
    return value <= 0 || value >= Integer.MAX_VALUE ? "any" : Long.toString(value);
  }

  private List<Quirk> quirks(Optional<Container> known, Optional<ServerContainer> engine) {
    boolean deflates = engine.filter(BootReport::deflates).isPresent();
    List<Quirk> quirks = new ArrayList<>();
    if (engine.isPresent() && !deflates) {
      quirks.add(Quirk.NO_DEFLATE);
    }
    known.map(Container::quirks).ifPresent(quirks::addAll);
    quirks.removeIf(quirk -> !applies(quirk, deflates));
    return quirks;
  }

  private boolean applies(Quirk quirk, boolean deflates) {
    return switch (quirk) {
      case DEFLATE_OFF -> !deflates;
      case REDIRECTS -> !context.getContextPath().isEmpty();
      // Explained by the embedded server's own error handler.
      case JUDGES_HOST -> !embedded;
      default -> true;
    };
  }

  private static boolean deflates(ServerContainer engine) {
    return engine.getInstalledExtensions().stream()
        .anyMatch(extension -> extension.getName().equals(PerMessageDeflate.NAME));
  }
}
