package io.parley.app;

import io.parley.settings.Handover;
import io.parley.settings.Settings;
import jakarta.servlet.ServletContext;
import jakarta.websocket.server.ServerContainer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the web application finds around it. */
record Surroundings(ServletContext context) {

  Settings settings() {
    return Settings.read(
        commandLine(),
        name -> Optional.ofNullable(System.getenv(name)),
        name -> Optional.ofNullable(context.getInitParameter(name)));
  }

  @SuppressWarnings("unchecked") // Handover says what it is.
  private Map<String, List<String>> commandLine() {
    Object options = context.getAttribute(Handover.OPTIONS);
    return options == null ? Map.of() : (Map<String, List<String>>) options;
  }

  /** The addresses of the embedded server's connectors; none in a container. */
  @SuppressWarnings("unchecked") // Handover says what it is.
  List<InetSocketAddress> connectors() {
    Object connectors = context.getAttribute(Handover.CONNECTORS);
    return connectors == null ? List.of() : (List<InetSocketAddress>) connectors;
  }

  /** The container's WebSockets; empty where it has none. */
  Optional<ServerContainer> engine() {
    Object engine = context.getAttribute(ServerContainer.class.getName());
    return Optional.ofNullable((ServerContainer) engine);
  }

  /** Whether Parley brought the container along. */
  boolean isEmbedded() {
    return !connectors().isEmpty();
  }

  /** The folder that keeps the rooms where none was set; empty in a container. */
  Optional<String> data() {
    return Optional.ofNullable((String) context.getAttribute(Handover.DATA));
  }

  /** The ports of {@link #connectors}. */
  Set<Integer> ports() {
    return connectors().stream().map(InetSocketAddress::getPort).collect(Collectors.toSet());
  }
}
