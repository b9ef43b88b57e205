package io.parley.app;

import io.parley.chat.Broker;
import io.parley.chat.RoomAccess;
import io.parley.chat.RoomRules;
import io.parley.chat.RoomStatistics;
import io.parley.guard.Guard;
import io.parley.guard.HandshakeFilter;
import io.parley.guard.UnreadRequest;
import io.parley.handshake.Policy;
import io.parley.handshake.Subprotocols;
import io.parley.http.TrustedProxies;
import io.parley.journal.HandshakeListener;
import io.parley.journal.Journal;
import io.parley.memory.MemoryAccount;
import io.parley.memory.MemoryBudget;
import io.parley.memory.MemoryUse;
import io.parley.ops.Counters;
import io.parley.ops.MonitoringServlets;
import io.parley.page.HttpsRedirectFilter;
import io.parley.page.LabTargets;
import io.parley.page.OperatorAccess;
import io.parley.page.OperatorConsole;
import io.parley.page.Pages;
import io.parley.problem.HandshakeJson;
import io.parley.settings.BadSettings;
import io.parley.settings.BridgeAttributes;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Assembles Parley, both in a container and embedded. */
@WebListener
public final class Application implements ServletContextListener {
  private static final Logger LOG = System.getLogger("io.parley.app");

  private final AtomicBoolean draining = new AtomicBoolean();
  private Runnable drain = () -> {};
  private Runnable closing = () -> {};

  /** The settings for handshakes and operators. */
  private record Rules(
      Policy policy,
      Subprotocols echoSubprotocols,
      TrustedProxies proxies,
      OperatorAccess operators,
      RoomRules rooms,
      Function<Workers, TokenLogin> login) {
    static Rules of(PolicyFactory policyFactory) {
      return new Rules(
          policyFactory.policy(),
          policyFactory.echoSubprotocols(),
          policyFactory.proxies(),
          policyFactory.operators(),
          policyFactory.rooms(),
          new TokenLoginFactory(policyFactory.settings(), policyFactory.bad()).check());
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
    DeploymentContext deploymentContext = new DeploymentContext(context);
    deploymentContext.unknownNames().forEach(line -> LOG.log(Level.WARNING, line));
    BadSettings bad = new BadSettings();
    Settings settings = deploymentContext.settings(bad);
    Rules rules = Rules.of(new PolicyFactory(settings, deploymentContext.listeners(), bad));
    bad.throwIfAny();
    Workers workers = new Workers(deploymentContext.ending());
    RoomStore store = BrokerFactory.open(settings, deploymentContext, workers);
    TokenLogin login = rules.login().apply(workers);
    closing =
        () -> {
          login.close();
          store.closing().run();
        };
    try {
      assemble(deploymentContext, settings, rules, login, store, workers);
    } catch (RuntimeException | Error e) {
      // A context that failed to start is not destroyed, and the next deployment needs the
      // directory.
      closing.run();
      throw e;
    }
  }

  private void assemble(
      DeploymentContext deploymentContext,
      Settings settings,
      Rules rules,
      TokenLogin login,
      RoomStore store,
      Workers workers) {
    ServletContext context = deploymentContext.context();
    String path = context.getContextPath();
    Journal journal = new Journal(settings.observabilitySettings().journal());
    MemoryBudget budget = new MemoryBudget(settings.capacitySettings().clientMemory());
    budget.count(MemoryUse.JOURNAL, journal::bytes);
    ChatModule chatModule =
        chatModule(
            deploymentContext,
            settings,
            login.access(rules.rooms()),
            store,
            workers,
            budget,
            journal);
    drain = () -> drain(chatModule);
    BootReport report = new BootReport(context, deploymentContext.isEmbedded(), login.sentence());
    Counters counters = store.counting(counters(deploymentContext, chatModule, budget, workers));
    Policy policy = rules.policy();
    Guard open =
        new Guard(
                policy,
                chatModule.routes(policy, rules.echoSubprotocols(), login.verifier(), report),
                chatModule::admissionStatus)
            .behind(rules.proxies())
            .watchedBy(HandshakeListener.all(journal, counters));
    Guard guard = login.in(open, accountRoles(deploymentContext, rules));
    Supplier<Guard> registered = HandshakeFilter.register(context, guard);
    login.register(context, chatModule.sessions().directory());
    OperatorAccess operators =
        login.operators(rules.operators()).tellingOfRefusals(new OperatorRefusalLog(counters));
    OperatorConsole console =
        new ServerConsole(chatModule.sessions(), chatModule.rooms(), counters, store.removals());
    if (settings.serverSettings().tlsSettings().redirect()) {
      deploymentContext.securePort().ifPresent(port -> HttpsRedirectFilter.register(context, port));
    }
    Pages.register(
        context, subject(deploymentContext, journal, operators, guard, console, workers));
    MonitoringServlets.register(
        context,
        operators::protect,
        counters,
        ready(deploymentContext, chatModule, store.broker(), workers),
        store.acknowledged());
    context.setAttribute(BridgeAttributes.DRAIN, drain);
    context.setAttribute(BridgeAttributes.IMMEDIATE_HANDSHAKES, guard.isImmediate());
    context.setAttribute(BridgeAttributes.CLIENT_MEMORY, accounts(budget));
    context.setAttribute(BridgeAttributes.REFUSALS, refusals(settings, guard, path));
    context.setAttribute(BridgeAttributes.HANDSHAKES, new ServerHandshakes(registered, path));
    context.setAttribute(BridgeAttributes.PAGES, Pages.on(context, operators));
    context.setAttribute(
        BridgeAttributes.DURABILITY,
        Stream.concat(
                BrokerFactory.describe(settings, deploymentContext, store).stream(),
                login.describe().stream())
            .toList());
    report.log(); // Logs the defaults before they change.
    deploymentContext.engine().ifPresent(chatModule.sessions()::prepare);
  }

  /** Returns the roles to ask a container for; none where Parley is the server. */
  private static Set<String> accountRoles(DeploymentContext deploymentContext, Rules rules) {
    return deploymentContext.isEmbedded() ? Set.of() : rules.rooms().roles();
  }

  private static ChatModule chatModule(
      DeploymentContext deploymentContext,
      Settings settings,
      RoomAccess access,
      RoomStore store,
      Workers workers,
      MemoryBudget budget,
      Journal journal) {
    String path = deploymentContext.context().getContextPath();
    Function<String, Optional<String>> explanations =
        id -> journal.find(id).map(handshakeRecord -> HandshakeJson.write(path, handshakeRecord));
    ChatModule chatModule =
        new ChatModule(
            settings, deploymentContext.webSockets(), access, store, budget, workers, explanations);
    budget.count(
        MemoryUse.STORING, () -> store.broker().pendingBytes() + chatModule.rooms().waitingBytes());
    if (deploymentContext.isEmbedded()) {
      slowDownBy(deploymentContext.storing(), chatModule);
    }
    chatModule.rooms().deliverTogether(deploymentContext.coalescing());
    return chatModule;
  }

  /** Lets the server hold the reading of connections that wait for the store. */
  private static void slowDownBy(
      BiConsumer<CompletionStage<?>, Integer> storing, ChatModule chatModule) {
    chatModule.rooms().reportStoring(storing);
    chatModule.sessions().pauseBy(stage -> storing.accept(stage, BridgeAttributes.HOLD));
  }

  private static Pages.Subject subject(
      DeploymentContext deploymentContext,
      Journal journal,
      OperatorAccess operators,
      Guard guard,
      OperatorConsole console,
      Workers workers) {
    LabTargets targets =
        new LabTargets(guard.paths(), guard::hasEndpoint, deploymentContext.isEmbedded());
    return new Pages.Subject(
        deploymentContext.ports(), journal, operators, targets, console, workers);
  }

  private static Counters counters(
      DeploymentContext deploymentContext,
      ChatModule chatModule,
      MemoryBudget budget,
      Workers workers) {
    RoomStatistics statistics = chatModule.rooms().statistics();
    return new Counters(chatModule.sessions()::count)
        .withMessages(statistics::messages, statistics::deliveries)
        .withConnections(deploymentContext.numbers(BridgeAttributes.TCP_CONNECTIONS))
        .withClosedConnections(deploymentContext.numbers(BridgeAttributes.TCP_CLOSED))
        .withMemory(uses(budget), budget.limit(), budget::evictions)
        .withWorkerFailures(workers.failures())
        .withWorkerFailures(deploymentContext.numbers(BridgeAttributes.WORKER_FAILURES));
  }

  private static BooleanSupplier ready(
      DeploymentContext deploymentContext, ChatModule chatModule, Broker broker, Workers workers) {
    BooleanSupplier sound = deploymentContext.serverIsSound();
    return () ->
        !chatModule.sessions().isDraining()
            && broker.isWritable()
            && workers.isSound()
            && sound.getAsBoolean();
  }

  /** See {@link BridgeAttributes#CLIENT_MEMORY}. */
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

  private static ServerRefusals refusals(Settings settings, Guard guard, String path) {
    UnreadRequest.Limits limits =
        new UnreadRequest.Limits(
            settings.serverSettings().maxHeader(), settings.serverSettings().requestTimeout());
    return new ServerRefusals(guard, path, limits);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    drain.run();
    closing.run();
  }

  private void drain(ChatModule chatModule) {
    if (draining.compareAndSet(false, true)) {
      chatModule.drain();
    }
  }
}
