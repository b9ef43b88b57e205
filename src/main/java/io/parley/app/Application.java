package io.parley.app;

import io.parley.broker.memory.MemoryBroker;
import io.parley.broker.memory.MemoryPresence;
import io.parley.chat.RoomLimits;
import io.parley.chat.RoomName;
import io.parley.chat.Rooms;
import io.parley.endpoint.Capacity;
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
import io.parley.page.OperatorAccess;
import io.parley.page.Pages;
import io.parley.settings.Handover;
import io.parley.settings.Settings;
import io.parley.subprotocol.Echo;
import io.parley.subprotocol.Subprotocol;
import io.parley.subprotocol.json.ParleyJson;
import io.parley.subprotocol.json.Terms;
import io.parley.subprotocol.text.PlainText;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Puts Parley together, in a container and embedded alike. */
@WebListener
public final class Application implements ServletContextListener {
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
    Sessions sessions = new Sessions(limits(settings), capacity(settings));
    Rooms rooms = new Rooms(broker(), new MemoryPresence(), limitsOfRooms(settings));
    drain = () -> drain(sessions, rooms, settings.capacity().drain());
    BootReport report = new BootReport(context, surroundings.isEmbedded());

    List<Route> routes = routes(policy, settings, sessions, rooms, report);
    Journal journal = new Journal(settings.insight().journal());
    TrustedProxies proxies = Policies.proxies(settings);
    Guard guard =
        new Guard(policy, routes, address -> slot(sessions, address))
            .behind(proxies)
            .watchedBy(journal);
    HandshakeFilter.register(context, guard);
    OperatorAccess operators = Policies.operators(settings, surroundings.connectors());
    Pages.register(context, new Pages.Subject(surroundings.ports(), journal, operators, proxies));
    context.setAttribute(Handover.DRAIN, drain);
    context.setAttribute(Handover.REFUSALS, new Refusals(guard, context.getContextPath()));
    report.log(); // Of the defaults before they change.
    surroundings.engine().ifPresent(sessions::prepare);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    drain.run();
  }

  private static List<Route> routes(
      Policy policy, Settings settings, Sessions sessions, Rooms rooms, BootReport report) {
    Subprotocol json = new ParleyJson(rooms, terms(settings));
    Service chat =
        sessions.serve(
            report.watch(new PlainText(rooms)), Map.of(ParleyJson.NAME, report.watch(json)));
    Service echo = sessions.serve(report.watch(new Echo()), Map.of());
    Subprotocols echoed = Policies.echoed(settings);
    Policy talked = policy.withSubprotocols(Subprotocols.of(List.of(ParleyJson.NAME)));
    return List.of(
        Route.of("/", talked, chat).shared(),
        Route.of("/chat", talked, chat),
        Route.of("/chat/{room}", talked, chat)
            .where(values -> RoomName.parse(values.get("room")).isPresent()),
        Route.of("/echo", policy.withSubprotocols(echoed), echo));
  }

  private static MemoryBroker broker() {
    return new MemoryBroker(io.parley.broker.memory.Limits.DEFAULT);
  }

  private static RoomLimits limitsOfRooms(Settings settings) {
    io.parley.settings.Rooms set = settings.rooms();
    return new RoomLimits(set.max(), set.members(), set.grace());
  }

  private static Terms terms(Settings settings) {
    return new Terms(settings.sessions().maxMessage(), settings.rooms().perSession());
  }

  private static Limits limits(Settings settings) {
    io.parley.settings.Sessions set = settings.sessions();
    return new Limits(
        set.maxMessage(),
        Math.max(set.maxMessage(), set.waitingBytes()),
        set.waitingMessages(),
        set.stall(),
        set.ping(),
        set.messageRate());
  }

  private static Capacity capacity(Settings settings) {
    return new Capacity(settings.capacity().connections(), settings.capacity().perAddress());
  }

  private static Slot slot(Sessions sessions, String address) {
    if (sessions.isDraining()) {
      return Slot.DRAINING;
    }
    if (sessions.isFull()) {
      return Slot.FULL;
    }
    return sessions.isFull(address) ? Slot.TOO_MANY : Slot.FREE;
  }

  private void drain(Sessions sessions, Rooms rooms, Duration within) {
    if (draining.compareAndSet(false, true)) {
      sessions.drain(within);
      rooms.close();
    }
  }
}
