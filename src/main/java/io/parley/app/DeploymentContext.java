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
  @SuppressWarnings("unchecked") // BridgeAttributes documents the type.
  Settings settings(BadSettings bad) {
    Object found = context.getAttribute(BridgeAttributes.BAD_SETTINGS);
    bad.addAll(found == null ? List.of() : (List<Map.Entry<String, String>>) found);
    return Settings.read(
        commandLine(),
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

  @SuppressWarnings("unchecked") // BridgeAttributes documents the type.
  private Map<String, List<String>> commandLine() {
    Object options = context.getAttribute(BridgeAttributes.OPTIONS);
    return options == null ? Map.of() : (Map<String, List<String>>) options;
  }

  /** Returns the listeners of the embedded server; none in a container. */
  @SuppressWarnings("unchecked") // BridgeAttributes documents the type.
  List<BoundListener> listeners() {
    Object found = context.getAttribute(BridgeAttributes.LISTENERS);
    return found == null
        ? List.of()
        : ((List<Map<String, Object>>) found).stream().map(BoundListener::of).toList();
  }

  /** Returns the most WebSockets that the embedded server allows; no limit in a container. */
  int webSockets() {
    Object most = context.getAttribute(BridgeAttributes.WEB_SOCKETS);
    return most == null ? Integer.MAX_VALUE : (Integer) most;
  }

  /**
   * Returns the embedded server's numbers under a name of {@link BridgeAttributes}; none in a
   * container.
   */
  @SuppressWarnings("unchecked") // BridgeAttributes documents the type.
  Map<String, LongSupplier> numbers(String name) {
    Object numbers = context.getAttribute(name);
    return numbers == null ? Map.of() : (Map<String, LongSupplier>) numbers;
  }

  /** Ends the process of the embedded server because of an error; does nothing in a container. */
  @SuppressWarnings("unchecked") // BridgeAttributes documents the type.
  Consumer<Throwable> ending() {
    Object ending = context.getAttribute(BridgeAttributes.END);
    return ending == null ? error -> {} : (Consumer<Throwable>) ending;
  }

  /** Whether the embedded server's own recurring tasks still run; always true in a container. */
  BooleanSupplier serverIsSound() {
    Object sound = context.getAttribute(BridgeAttributes.SOUND);
    return sound == null ? () -> true : (BooleanSupplier) sound;
  }

  /** See {@link BridgeAttributes#STORING}; in a container it does nothing. */
  @SuppressWarnings("unchecked") // BridgeAttributes documents the type.
  BiConsumer<CompletionStage<?>, Integer> storing() {
    Object storing = context.getAttribute(BridgeAttributes.STORING);
    return storing == null
        ? (stage, size) -> {}
        : (BiConsumer<CompletionStage<?>, Integer>) storing;
  }

  /** Returns the container's WebSocket engine; empty if it has none. */
  Optional<ServerContainer> engine() {
    Object engine = context.getAttribute(ServerContainer.class.getName());
    return Optional.ofNullable((ServerContainer) engine);
  }

  /** Whether the container is Parley's embedded server. */
  boolean isEmbedded() {
    return !listeners().isEmpty();
  }

  /** The default directory of the store; empty in a container. */
  Optional<String> data() {
    return Optional.ofNullable((String) context.getAttribute(BridgeAttributes.DATA));
  }

  /** Returns the ports of {@link #listeners}. */
  Set<ListenerPort> ports() {
    return PolicyFactory.ports(listeners());
  }
}
