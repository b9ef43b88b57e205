package io.parley.handshake;

import io.parley.http.Parameterized;
import io.parley.http.Parameterized.Parameter;
import java.util.List;

/**
 * An extension as the response names it.
 *
 * @param parameters in the order of the response
 */
public record AcceptedExtension(String name, List<Parameter> parameters) {
  public AcceptedExtension {
    parameters = List.copyOf(parameters);
  }

  /**
   * Whether the client may compress a message with the context of earlier ones. Then the server has
   * to keep that context for as long as the connection lasts.
   */
  public boolean keepsClientContext() {
    return parameters.stream().noneMatch(p -> p.name().equals(PerMessageDeflate.CLIENT_TAKEOVER));
  }

  /** The value of {@code Sec-WebSocket-Extensions}. */
  @Override
  public String toString() {
    return new Parameterized(name, parameters).toString();
  }
}
