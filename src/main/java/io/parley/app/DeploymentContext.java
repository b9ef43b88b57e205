package io.parley.app;

import io.parley.http.ListenerPort;
import io.parley.settings.BadSettings;
import io.parley.settings.BoundListener;
import io.parley.settings.BridgeAttributes;
import io.parley.settings.Settings;
import io.parley.settings.UnknownNames;
import jakarta.servlet.ServletContext;
import jakarta.websocket.server.ServerContainer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The environment of the web application. */
record DeploymentContext(ServletContext context) {

  /**
   * Reads the settings, with defaults in place of bad values.
   *
   * @param bad collects each bad value, and those that the embedded server found
   */
  Settings settings(BadSettings bad) {
    this.<List<Map.Entry<String, String>>>attribute(BridgeAttributes.BAD_SETTINGS)
        .ifPresent(bad::addAll);
    return Settings.read(
        attribute(BridgeAttributes.OPTIONS, Map.of()),
        name -> Optional.ofNullable(System.getenv(name)),
        name -> Optional.ofNullable(context.getInitParameter(name)),
        bad);
  }

  /** Returns a line for each name that looks like an option but is none. */
  List<String> unknownNames() {
    List<String> parameters = Collections.list(context.getInitParameterNames());
    return Stream.concat(
            UnknownNames.inEnvironment(System.getenv()).stream(),
            UnknownNames.inContext(parameters).stream())
        .toList();
  }

  /** Returns the listeners of the embedded server; none in a container. */
  List<BoundListener> listeners() {
    List<Map<String, Object>> listeners = attribute(BridgeAttributes.LISTENERS, List.of());
    return listeners.stream().map(BoundListener::of).toList();
  }

  /** Returns the first port of the embedded server with TLS. */
  Optional<Integer> securePort() {
    return listeners().stream().filter(BoundListener::secure).map(BoundListener::port).findFirst();
  }

  /** Returns the most WebSockets that the embedded server allows; no limit in a container. */
  int webSockets() {
    return attribute(BridgeAttributes.WEB_SOCKETS, Integer.MAX_VALUE);
  }

  /**
   * Returns the embedded server's numbers under a name of {@link BridgeAttributes}; none in a
   * container.
   */
  Map<String, LongSupplier> numbers(String name) {
    return attribute(name, Map.of());
  }

  /** Ends the process of the embedded server because of an error; does nothing in a container. */
  Consumer<Throwable> ending() {
    return attribute(BridgeAttributes.END, error -> {});
  }

  /** Whether the embedded server's own recurring tasks still run; always true in a container. */
  BooleanSupplier serverIsSound() {
    return attribute(BridgeAttributes.SOUND, () -> true);
  }

  /** See {@link BridgeAttributes#STORING}; in a container it does nothing. */
  BiConsumer<CompletionStage<?>, Integer> storing() {
    return attribute(BridgeAttributes.STORING, (stage, size) -> {});
  }

  /** See {@link BridgeAttributes#COALESCING}; in a container it only runs its tasks. */
  Executor coalescing() {
    return attribute(BridgeAttributes.COALESCING, Runnable::run);
  }

  /** Returns the container's WebSocket engine; empty if it has none. */
  Optional<ServerContainer> engine() {
    return attribute(ServerContainer.class.getName());
  }

  /** Whether the container is Parley's embedded server. */
  boolean isEmbedded() {
    return !listeners().isEmpty();
  }

  /** The default directory of the store; empty in a container. */
  Optional<String> data() {
    return attribute(BridgeAttributes.DATA);
  }

  /** Returns the ports of {@link #listeners}. */
  Set<ListenerPort> ports() {
    return PolicyFactory.ports(listeners());
  }

  private <T> T attribute(String name, T absent) {
    return this.<T>attribute(name).orElse(absent);
  }

  /** Returns an attribute, whose type its name's documentation says; empty where it is absent. */
  @SuppressWarnings("unchecked") // BridgeAttributes documents the type of each.
  private <T> Optional<T> attribute(String name) {
    return Optional.ofNullable((T) context.getAttribute(name));
  }
}
