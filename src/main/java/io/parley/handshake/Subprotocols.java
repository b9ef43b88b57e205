package io.parley.handshake;

import java.util.List;
import java.util.Optional;

/**
 * The subprotocols of an endpoint, compared exactly.
 *
 * @param supported in the server's order of preference
 * @param required whether a handshake that offers none of them is refused
 */
public record Subprotocols(List<String> supported, Preference preference, boolean required) {
  public static final Subprotocols NONE = new Subprotocols(List.of(), Preference.CLIENT, false);

  /** The side whose order decides between several common subprotocols. */
  public enum Preference {
    CLIENT,
    SERVER
  }

  public Subprotocols {
    supported = List.copyOf(supported);
  }

  /** Subprotocols in the client's order of preference, none of them required. */
  public static Subprotocols of(List<String> supported) {
    return new Subprotocols(supported, Preference.CLIENT, false);
  }

  /** Chooses a subprotocol; empty where none of the offered ones is supported. */
  public Optional<String> choose(List<String> offered) {
    boolean client = preference == Preference.CLIENT;
    List<String> preferred = client ? offered : supported;
    List<String> other = client ? supported : offered;
    for (String name : preferred) {
      if (other.contains(name)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }
}
