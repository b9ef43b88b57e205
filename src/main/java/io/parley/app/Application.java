package io.parley.app;

import io.parley.broker.memory.MemoryBroker;
import io.parley.chat.RoomName;
import io.parley.chat.Rooms;
import io.parley.endpoint.Limits;
import io.parley.endpoint.Service;
import io.parley.endpoint.Sessions;
import io.parley.guard.Guard;
import io.parley.guard.HandshakeFilter;
import io.parley.guard.Route;
import io.parley.handshake.Policy;
import io.parley.handshake.Slot;
import io.parley.handshake.Subprotocols;
import io.parley.http.TrustedProxies;
import io.parley.journal.Journal;
import io.parley.journal.Witness;
import io.parley.ops.Counters;
import io.parley.ops.Watch;
import io.parley.page.Pages;
import io.parley.page.Reach;
import io.parley.settings.Handover;
import io.parley.settings.Settings;
import io.parley.subprotocol.Echo;
import io.parley.subprotocol.text.PlainText;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Puts Parley together, in a container and embedded alike. */
@WebListener
public final class Application implements ServletContextListener {
  /** Within what the embedded server grants the drain, with time to spare. */
  private static final Duration DRAIN = Duration.ofMillis(1_500);

  private final AtomicBoolean draining = new AtomicBoolean();
  private Runnable drain = () -> {};

  /**
   * Fails the deployment on a bad setting.
   *
   * @throws io.parley.settings.BadSettingException with one line that names it
   */
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Surroundings surroundings = new Surroundings(context);
    Settings settings = surroundings.settings();
    Policy policy = Policies.of(settings, surroundings.connectors());
    TrustedProxies proxies = Policies.proxies(settings);
    Sessions sessions = new Sessions(limits(settings));
    drain = () -> drain(sessions);
    BootReport report = new BootReport(context, surroundings.isEmbedded());

    List<Route> routes = routes(policy, settings, sessions, report);
    Counters counters = new Counters(sessions::count);
    Journal journal = new Journal(settings.insight().journal());
    Guard guard =
        new Guard(policy, routes, address -> slot())
            .behind(proxies)
            .watchedBy(Witness.all(journal, counters));
    HandshakeFilter.register(context, guard);
    Pages.register(
        context,
        new Pages.Subject(
            surroundings.ports(),
            journal,
            Policies.operators(settings, surroundings.connectors()),
            proxies,
            new Reach(guard.paths(), guard::hasEndpoint, surroundings.isEmbedded())));
    Watch.register(context, counters, () -> slot() == Slot.FREE);
    context.setAttribute(Handover.DRAIN, drain);
    context.setAttribute(Handover.REFUSALS, new Refusals(guard, context.getContextPath()));
    report.log();
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    drain.run();
  }

  private static List<Route> routes(
      Policy policy, Settings settings, Sessions sessions, BootReport report) {
    Service chat = sessions.serve(report.watch(new PlainText(new Rooms(broker()))));
    Service echo = sessions.serve(report.watch(new Echo()));
    Subprotocols echoed = Policies.echoed(settings);
    return List.of(
        Route.of("/", policy, chat).shared(),
        Route.of("/chat", policy, chat),
        Route.of("/chat/{room}", policy, chat)
            .where(values -> RoomName.parse(values.get("room")).isPresent()),
        Route.of("/echo", policy.withSubprotocols(echoed), echo));
  }

  private static MemoryBroker broker() {
    return new MemoryBroker(io.parley.broker.memory.Limits.DEFAULT);
  }

  private static Limits limits(Settings settings) {
    int maxMessage = settings.sessions().maxMessage();
    Limits usual = Limits.DEFAULT;
    return new Limits(
        maxMessage,
        Math.max(maxMessage, usual.waitingBytes()),
        usual.waitingMessages(),
        usual.stall(),
        settings.sessions().ping());
  }

  private Slot slot() {
    return draining.get() ? Slot.DRAINING : Slot.FREE;
  }

  private void drain(Sessions sessions) {
    if (draining.compareAndSet(false, true)) {
      sessions.drain(DRAIN);
    }
  }
}
