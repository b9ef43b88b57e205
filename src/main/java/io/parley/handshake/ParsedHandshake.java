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
 * A request with what several rules need of it, parsed once, and what a policy chooses of it.
 *
 * @param host the first {@code Host}
 * @param target the authority that the request is for where that is not {@code Host}'s
 * @param subprotocols those that the client offers, at least one
 * @param extensions likewise
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
   * What names a server.
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

  /** Empty elements do not count: {@code Clause.LIST_GRAMMAR}. */
  private static <T> Parsed<List<T>> named(Parsed<List<T>> list) {
    return list.valid().filter(List::isEmpty).isPresent() ? new Malformed<>("it names none") : list;
  }

  Headers headers() {
    return clientHandshake.headers();
  }

  /** HTTP/1.0 may leave {@code Host} out, HTTP/2 has {@code :authority}. */
  boolean needsHost() {
    return clientHandshake.isOverHttp11() || host.isPresent() || target.isPresent();
  }

  /** Whether each name of the server is there once, and well-formed, where it has to be. */
  boolean isHostRight() {
    boolean once = headers().values(FieldNames.HOST).size() == 1;
    boolean sound =
        host.filter(Name::isMalformed).or(() -> target.filter(Name::isMalformed)).isEmpty();
    return !needsHost() || (once && sound);
  }

  /** What the client calls the server; empty where it says nothing. */
  Optional<Name> server() {
    return target.or(() -> host);
  }

  /** Likewise; empty where that is malformed, too. */
  Optional<Authority> authority() {
    return server().flatMap(name -> name.authority().valid());
  }

  /** What is chosen of an offer that is not refused; empty for none. */
  Optional<String> subprotocol() {
    return subprotocols.valid().flatMap(policy.subprotocols()::choose);
  }
}
