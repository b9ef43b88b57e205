package io.parley.handshake;

import io.parley.http.Authority;
import io.parley.http.Headers;
import io.parley.http.Parameterized;
import io.parley.http.Parsed;
import io.parley.http.Parsed.Malformed;
import io.parley.http.TokenList;
import java.util.List;
import java.util.Optional;

/**
 * A request with the values that several rules need, parsed once, and the choices of a policy.
 *
 * @param host the first {@code Host}
 * @param target the requested authority where it is not that of {@code Host}
 * @param subprotocols the offered ones, at least one; else malformed
 * @param extensions the offered ones, at least one; else malformed
 */
record ParsedHandshake(
    ClientHandshake clientHandshake,
    Policy policy,
    Optional<Name> host,
    Optional<Name> target,
    Parsed<List<String>> subprotocols,
    Parsed<List<Parameterized>> extensions,
    ExtensionNegotiation negotiation) {

  /**
   * The name of a server.
   *
   * @param text as it was sent
   */
  record Name(String text, Parsed<Authority> authority) {
    static Name of(String text) {
      return new Name(text, Authority.parse(text));
    }

    boolean isMalformed() {
      return authority instanceof Malformed<Authority>;
    }
  }

  static ParsedHandshake of(ClientHandshake clientHandshake, Policy policy) {
    Headers headers = clientHandshake.headers();
    Parsed<List<Parameterized>> extensions =
        named(Parameterized.parseList(headers.joined(FieldNames.EXTENSIONS)));
    return new ParsedHandshake(
        clientHandshake,
        policy,
        headers.first(FieldNames.HOST).map(Name::of),
        clientHandshake.target().map(Name::of),
        named(TokenList.parse(headers.joined(FieldNames.PROTOCOL))),
        extensions,
        ExtensionNegotiation.of(extensions.valid().orElse(List.of()), policy.deflate()));
  }

  /** Makes an empty list malformed. Empty elements do not count: {@code Clause.LIST_GRAMMAR}. */
  private static <T> Parsed<List<T>> named(Parsed<List<T>> list) {
    return list.valid().filter(List::isEmpty).isPresent() ? new Malformed<>("it names none") : list;
  }

  Headers headers() {
    return clientHandshake.headers();
  }

  /**
   * Whether the server has to be named: HTTP/1.0 may omit {@code Host}. Over HTTP/2 not every
   * container tells {@code :authority}.
   */
  boolean needsHost() {
    boolean told = clientHandshake.isOverHttp2() && clientHandshake.tunnelProtocol().isPresent();
    return told || clientHandshake.isOverHttp11() || host.isPresent() || target.isPresent();
  }

  /** Whether {@code :authority} stands in for {@code Host}. */
  boolean hasAuthorityAlone() {
    return clientHandshake.isOverHttp2() && target.isPresent() && host.isEmpty();
  }

  /**
   * Whether {@code Host} is present once and all names of the server are well-formed, or none is
   * needed.
   */
  boolean isHostRight() {
    boolean once = hasAuthorityAlone() || headers().values(FieldNames.HOST).size() == 1;
    boolean sound =
        host.filter(Name::isMalformed).or(() -> target.filter(Name::isMalformed)).isEmpty();
    return !needsHost() || (once && sound);
  }

  /** The name that the client gives the server; empty where it gives none. */
  Optional<Name> server() {
    return target.or(() -> host);
  }

  /** The authority of {@link #server}; empty where it is absent or malformed. */
  Optional<Authority> authority() {
    return server().flatMap(name -> name.authority().valid());
  }

  /** The subprotocol that the policy chooses; empty for none. */
  Optional<String> subprotocol() {
    return subprotocols.valid().flatMap(policy.subprotocols()::choose);
  }
}
