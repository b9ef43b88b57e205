package io.parley.identity;

import io.parley.guard.UpgradeRequest;
import io.parley.handshake.ProblemCode;
import io.parley.http.Headers;
import io.parley.http.PercentEncoding;
import io.parley.http.QueryParameters;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a client sends to prove who it is. */
sealed interface Credentials {
  /** The convention of Kubernetes: the token in base64url follows. */
  String KUBERNETES = "base64url.bearer.authorization.k8s.io.";

  /** The convention of Quarkus: a field's name, {@code #}, and its value as in a URI follow. */
  String QUARKUS = "quarkus-http-upgrade#";

  /** The parameter of a URL that holds a ticket. */
  String TICKET = "ticket";

  /** The client sends none. */
  enum None implements Credentials {
    NONE
  }

  record Token(String value) implements Credentials {
    /** Without the token. */
    @Override
    public String toString() {
      return "Token";
    }
  }

  record Ticket(String value) implements Credentials {
    /** Without the ticket. */
    @Override
    public String toString() {
      return "Ticket";
    }
  }

  /** The client sends credentials that need not be verified, for they cannot be accepted. */
  record Unusable(ProblemCode problemCode, String detail) implements Credentials {}

  /**
   * Finds the credentials of an opening handshake. A browser adds a cookie by itself, so any other
   * way has precedence over it; each other way excludes the rest ({@code Clause.BEARER_ONCE}).
   *
   * @param subprotocols those that the client offers
   * @param cookie the name of the cookie that may hold a token
   */
  static Credentials of(
      UpgradeRequest request, List<String> subprotocols, Optional<String> cookie) {
    List<Credentials> found = new ArrayList<>(ofAuthorization(request.headers()));
    subprotocols.stream().flatMap(Credentials::ofSubprotocol).forEach(found::add);
    tickets(request).map(Ticket::new).forEach(found::add);
    if (found.isEmpty()) {
      return cookie.map(name -> ofCookie(request.headers(), name)).orElse(None.NONE);
    }
    return found.size() == 1
        ? found.get(0)
        : new Unusable(
            ProblemCode.CREDENTIALS_REPEATED, "The request has credentials more than once.");
  }

  /** Finds the tokens in {@code Authorization}; other schemes are not Parley's concern. */
  static List<Credentials> ofAuthorization(Headers headers) {
    return headers.values("Authorization").stream().flatMap(Credentials::ofBearer).toList();
  }

  private static Stream<Credentials> ofBearer(String value) {
    return isBearer(value)
        ? Stream.of(new Token(value.substring("bearer".length()).strip()))
        : Stream.empty();
  }

  private static boolean isBearer(String value) {
    String scheme = value.toLowerCase(Locale.ROOT);
    return scheme.equals("bearer") || scheme.startsWith("bearer ");
  }

  private static Stream<Credentials> ofSubprotocol(String offered) {
    if (offered.startsWith(KUBERNETES)) {
      return Stream.of(decoded(offered.substring(KUBERNETES.length())));
    }
    String[] parts = offered.split("#", 3);
    return offered.startsWith(QUARKUS)
            && parts.length == 3
            && parts[1].equalsIgnoreCase("Authorization")
        ? ofBearer(PercentEncoding.decoded(parts[2]))
        : Stream.empty();
  }

  private static Credentials decoded(String base64) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(base64));
      return new Token(StandardCharsets.US_ASCII.newDecoder().decode(bytes).toString());
    } catch (IllegalArgumentException | CharacterCodingException malformed) {
      return new Unusable(
          ProblemCode.TOKEN_MALFORMED, "The offered subprotocol holds no token in base64url.");
    }
  }

  private static Stream<String> tickets(UpgradeRequest request) {
    return request.query().map(QueryParameters::parse).stream()
        .flatMap(parameters -> parameters.getOrDefault(TICKET, List.of()).stream());
  }

  /** A cookie is sent by pages of other sites too, so only a checked Origin makes it usable. */
  private static Credentials ofCookie(Headers headers, String name) {
    List<String> values = cookies(headers, name);
    if (values.isEmpty()) {
      return None.NONE;
    }
    if (values.size() > 1) {
      return new Unusable(
          ProblemCode.CREDENTIALS_REPEATED, "The request has the cookie more than once.");
    }
    return headers.has("Origin")
        ? new Token(values.get(0))
        : new Unusable(ProblemCode.ORIGIN_REQUIRED, "A cookie is accepted only beside an Origin.");
  }

  private static List<String> cookies(Headers headers, String name) {
    return headers.values("Cookie").stream()
        .flatMap(line -> Stream.of(line.split(";", -1)))
        .map(String::strip)
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> unquoted(pair.substring(name.length() + 1)))
        .toList();
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
