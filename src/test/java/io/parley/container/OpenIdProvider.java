package io.parley.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.tool.TokenIssuer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A provider of OpenID Connect that asks nobody for a password. */
final class OpenIdProvider implements AutoCloseable {
  private final TokenIssuer issuer = TokenIssuer.withKey("openid");
  private final Map<String, String> roles;
  private final HttpServer server;

  /** By code, the user's name and the nonce of the request. */
  private final Map<String, List<String>> logins = new ConcurrentHashMap<>();

  /**
   * @param roles of each user
   */
  OpenIdProvider(Map<String, String> roles) throws IOException {
    this.roles = roles;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/.well-known/openid-configuration", e -> json(e, configuration()));
    server.createContext("/keys", e -> json(e, issuer.keys()));
    server.createContext("/token", e -> json(e, tokens(parameters(body(e)))));
    server.createContext("/userinfo", e -> json(e, claims(bearer(e))));
    server.start();
  }

  /** What identifies it. */
  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Logs a user in, whom a client sent here.
   *
   * @param sent where the client sent the user
   * @return where the user is sent back to
   */
  String logIn(String user, String sent) {
    Map<String, String> asked = parameters(URI.create(sent).getRawQuery());
    String code = UUID.randomUUID().toString();
    logins.put(code, List.of(user, asked.get("nonce")));
    return asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state");
  }

  private static String bearer(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Authorization").replace("Bearer ", "");
  }

  /** The claims of one of its own tokens. */
  private static String claims(String token) {
    return new String(Base64.getUrlDecoder().decode(token.split("[.]", -1)[1]), UTF_8);
  }

  private String configuration() {
    return """
        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
         "jwks_uri": "%1$s/keys", "userinfo_endpoint": "%1$s/userinfo", "end_session_endpoint": "%1$s/end",
         "response_types_supported": ["code"], "response_modes_supported": ["query"],
         "subject_types_supported": ["public"], "scopes_supported": ["openid", "email", "profile"],
         "claims_supported": ["sub", "groups"], "id_token_signing_alg_values_supported": ["RS256"]}
        """
        .formatted(uri());
  }

  private String tokens(Map<String, String> asked) {
    List<String> login = logins.remove(asked.get("code"));
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", uri());
    claims.put("iat", Instant.now().getEpochSecond());
    claims.put("nonce", login.get(1));
    claims.put("groups", List.of(roles.get(login.get(0))));
    String token = issuer.token(login.get(0), Duration.ofHours(1), claims);
    return """
        {"access_token": "%1$s", "id_token": "%1$s", "token_type": "Bearer", "expires_in": 3600}
        """
        .formatted(token);
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), UTF_8);
  }

  private static Map<String, String> parameters(String encoded) {
    Map<String, String> parameters = new HashMap<>();
    for (String each : encoded.split("&", -1)) {
      String[] pair = each.split("=", 2);
      parameters.put(pair[0], URLDecoder.decode(pair[1], UTF_8));
    }
    return parameters;
  }

  private static void json(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
