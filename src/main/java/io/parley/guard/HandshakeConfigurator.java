package io.parley.guard;

import io.parley.handshake.AcceptedExtension;
import io.parley.handshake.FieldNames;
import io.parley.handshake.PerMessageDeflate;
import io.parley.handshake.Policy;
import io.parley.handshake.Subprotocols;
import io.parley.http.Origin;
import io.parley.http.Parameterized;
import io.parley.http.Parameterized.Parameter;
import io.parley.http.TokenList;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Optional;

/**
 * Applies the guard's decision. On an endpoint without a guard it negotiates by itself, by the same
 * rules, as far as the API allows. Then it can refuse only an origin, and does not know the
 * request's host: it accepts only origins that {@link #policy()} lists, or none.
 */
public class HandshakeConfigurator extends ServerEndpointConfig.Configurator {

  /**
   * The policy for an endpoint without a guard. Where it has no subprotocols, those of the endpoint
   * apply.
   */
  protected Policy policy() {
    return Policy.DEFAULT;
  }

  @Override
  public boolean checkOrigin(String origin) {
    return PendingUpgrade.current().isPresent() || isListed(origin);
  }

  private boolean isListed(String origin) {
    return origin == null
        ? policy().allowedOrigins().absent()
        : Origin.parse(origin).valid().filter(policy().allowedOrigins()::list).isPresent();
  }

  /** The chosen subprotocol; an empty string for none, by which the API sends no field. */
  @Override
  public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
    return PendingUpgrade.current()
        .map(upgrade -> upgrade.acceptedHandshake().subprotocol())
        .orElseGet(() -> choose(supported, requested))
        .orElse("");
  }

  /** Chooses by the policy. Containers pass anything between two commas, so it is parsed again. */
  private Optional<String> choose(List<String> supported, List<String> requested) {
    Subprotocols own = policy().subprotocols();
    Subprotocols known = own.supported().isEmpty() ? Subprotocols.of(supported) : own;
    return TokenList.parse(String.join(",", requested)).valid().flatMap(known::choose);
  }

  /**
   * The chosen extension, if the engine has it and the client offered it; else the response would
   * be wrong.
   */
  @Override
  public List<Extension> getNegotiatedExtensions(
      List<Extension> installed, List<Extension> requested) {
    Optional<AcceptedExtension> wanted =
        PendingUpgrade.current()
            .map(upgrade -> upgrade.acceptedHandshake().accept().extension())
            .orElseGet(() -> choose(requested));
    if (wanted.isEmpty()) {
      return List.of();
    }
    if (isDeflateIn(installed) && isDeflateIn(requested)) {
      return List.of(new NegotiatedExtension(wanted.get()));
    }
    PendingUpgrade.current().ifPresent(PendingUpgrade::withdrawDeflate);
    return List.of();
  }

  /**
   * Chooses by the policy. No client is told to reset its context: Undertow would then reset that
   * of all later clients, and the engine is not known here.
   */
  private Optional<AcceptedExtension> choose(List<Extension> requested) {
    return PerMessageDeflate.choose(offers(requested), policy().deflate().withoutReset());
  }

  private static boolean isDeflateIn(List<Extension> extensions) {
    return extensions.stream()
        .anyMatch(extension -> extension.getName().equals(PerMessageDeflate.NAME));
  }

  private static List<Parameterized> offers(List<Extension> requested) {
    return requested.stream().map(HandshakeConfigurator::offer).toList();
  }

  private static Parameterized offer(Extension extension) {
    List<Parameter> parameters =
        extension.getParameters().stream()
            .map(p -> new Parameter(p.getName(), value(p.getValue())))
            .toList();
    return new Parameterized(extension.getName(), parameters);
  }

  /** Containers use null or an empty string for a parameter without a value. */
  private static Optional<String> value(String value) {
    return Optional.ofNullable(value).filter(v -> !v.isEmpty());
  }

  /** Passes the decision to the session, and removes fields that no RFC defines (Undertow's). */
  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    response.getHeaders().remove("Sec-WebSocket-Location");
    response.getHeaders().remove(FieldNames.ORIGIN);
    PendingUpgrade.current().ifPresent(upgrade -> upgrade.passOn(config.getUserProperties()));
  }

  /** An extension for the API, in which a null value means none. */
  private record NegotiatedExtension(AcceptedExtension extension) implements Extension {
    private record NegotiatedParameter(String name, Optional<String> value)
        implements Extension.Parameter {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public String getValue() {
        return value.orElse(null);
      }
    }

    @Override
    public String getName() {
      return extension.name();
    }

    @Override
    public List<Extension.Parameter> getParameters() {
      return extension.parameters().stream()
          .<Extension.Parameter>map(p -> new NegotiatedParameter(p.name(), p.value()))
          .toList();
    }
  }
}
