package io.parley.app;

import io.parley.chat.Broker;
import io.parley.guard.Guard;
import io.parley.guard.HandshakeFilter;
import io.parley.guard.UnreadRequest;
import io.parley.handshake.Policy;
import io.parley.handshake.Subprotocols;
import io.parley.http.TrustedProxies;
import io.parley.journal.Journal;
import io.parley.journal.Witness;
import io.parley.memory.MemoryAccount;
import io.parley.memory.MemoryBudget;
import io.parley.memory.MemoryUse;
import io.parley.ops.Counters;
import io.parley.ops.Watch;
import io.parley.page.OperatorAccess;
import io.parley.page.Pages;
import io.parley.page.Reach;
import io.parley.problem.HandshakeJson;
import io.parley.settings.BadSettings;
import io.parley.settings.Handover;
import io.parley.settings.Settings;
import io.parley.worker.Workers;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Puts Parley together, in a container and embedded alike. */
@WebListener
public final class Application implements ServletContextListener {
  private static final Logger LOG = System.getLogger("io.parley.app");

  private final AtomicBoolean draining = new AtomicBoolean();
  private Runnable drain = () -> {};
  private Runnable closing = () -> {};

  /** All that settings say about handshakes, and whom they concern. */
  private record Rules(
      Policy policy, Subprotocols echoed, TrustedProxies proxies, OperatorAccess operators) {
    static Rules of(Policies policies) {
      return new Rules(
          policies.policy(), policies.echoed(), policies.proxies(), policies.operators());
    }
  }

  /**
   * Fails the deployment on bad settings.
   *
   * @throws io.parley.settings.BadSettingException with one line for each of them
   */
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Surroundings surroundings = new Surroundings(context);
    surroundings.unknownNames().forEach(line -> LOG.log(Level.WARNING, line));
    BadSettings bad = new BadSettings();
    Settings settings = surroundings.settings(bad);
    Rules rules = Rules.of(new Policies(settings, surroundings.connectors(), bad));
    bad.throwIfAny();
    Workers workers = new Workers(surroundings.ending());
    Broker broker =
        new BackpressureBroker(Store.open(settings, surroundings, workers), surroundings.storing());
    closing = broker::close;
    try {
      assemble(surroundings, settings, rules, broker, workers);
    } catch (RuntimeException | Error e) {
      // Nobody destroys what was not initialized, and the next deployment needs the folder.
      broker.close();
      throw e;
    }
  }

  private void assemble(
      Surroundings surroundings, Settings settings, Rules rules, Broker broker, Workers workers) {
    ServletContext context = surroundings.context();
    String path = context.getContextPath();
    Journal journal = new Journal(settings.insight().journal());
    MemoryBudget budget = new MemoryBudget(settings.capacity().clientMemory());
    budget.count(MemoryUse.JOURNAL, journal::bytes);
    budget.count(MemoryUse.STORING, broker::pendingBytes);
    Talks talks =
        new Talks(
            settings,
            surroundings.webSockets(),
            broker,
            budget,
            workers,
            id -> journal.find(id).map(entry -> HandshakeJson.write(path, entry)));
    drain = () -> drain(talks);
    BootReport report = new BootReport(context, surroundings.isEmbedded());
    Counters counters = counters(surroundings, talks, budget, workers);
    Policy policy = rules.policy();
    Guard guard =
        new Guard(policy, talks.routes(policy, rules.echoed(), report), talks::slot)
            .behind(rules.proxies())
            .watchedBy(Witness.all(journal, counters));
    HandshakeFilter.register(context, guard);
    Pages.register(
        context,
        new Pages.Subject(
            surroundings.ports(),
            journal,
            rules.operators().tellingOfRefusals(new OperatorRefusals(counters)),
            new Reach(guard.paths(), guard::hasEndpoint, surroundings.isEmbedded())));
    Watch.register(context, counters, ready(surroundings, talks, broker, workers));
    context.setAttribute(Handover.DRAIN, drain);
    context.setAttribute(Handover.CLIENT_MEMORY, accounts(budget));
    context.setAttribute(Handover.REFUSALS, refusals(settings, guard, path));
    report.log(); // Of the defaults before they change.
    surroundings.engine().ifPresent(talks.sessions()::prepare);
  }

  private static Counters counters(
      Surroundings surroundings, Talks talks, MemoryBudget budget, Workers workers) {
    return new Counters(talks.sessions()::count)
        .withConnections(surroundings.numbers(Handover.TCP_CONNECTIONS))
        .withClosedConnections(surroundings.numbers(Handover.TCP_CLOSED))
        .withMemory(uses(budget), budget.limit(), budget::evictions)
        .withWorkerFailures(workers.failures())
        .withWorkerFailures(surroundings.numbers(Handover.WORKER_FAILURES));
  }

  private static BooleanSupplier ready(
      Surroundings surroundings, Talks talks, Broker broker, Workers workers) {
    BooleanSupplier sound = surroundings.serverIsSound();
    return () ->
        !talks.sessions().isDraining()
            && broker.isWritable()
            && workers.isSound()
            && sound.getAsBoolean();
  }

  /** See {@link Handover#CLIENT_MEMORY}. */
  private static Function<LongConsumer, LongConsumer> accounts(MemoryBudget budget) {
    return evicted -> {
      MemoryAccount account = budget.open(evicted::accept);
      return change -> {
        if (change == Long.MIN_VALUE) {
          account.close();
        } else {
          account.take(MemoryUse.UNFINISHED, change);
          budget.settle();
        }
      };
    };
  }

  private static Map<String, LongSupplier> uses(MemoryBudget budget) {
    Map<String, LongSupplier> uses = new HashMap<>();
    for (MemoryUse use : MemoryUse.values()) {
      uses.put(use.name().toLowerCase(Locale.ROOT), () -> budget.used(use));
    }
    return uses;
  }

  private static Refusals refusals(Settings settings, Guard guard, String path) {
    UnreadRequest.Limits limits =
        new UnreadRequest.Limits(settings.server().maxHeader(), settings.server().requestTimeout());
    return new Refusals(guard, path, limits);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    drain.run();
    closing.run();
  }

  private void drain(Talks talks) {
    if (draining.compareAndSet(false, true)) {
      talks.drain();
    }
  }
}
