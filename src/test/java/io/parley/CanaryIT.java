package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Http2Client;
import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.TokenIssuer;
import io.parley.tool.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends a token wherever a request has room for one, and looks for it in all that the server tells:
 * answers, journal, metrics, welcome and log.
 */
class CanaryIT {
  private static final List<String> TOKENS =
      List.of("c4n4ry-7Hq2Zr9TxKw5LmVb", "correcthorsebatterystaplecorrect", "Q7f3A9d2E5c8B1x6");

  /** In place of a field of the sample: the token is {@code @}. */
  private static final List<String> REPLACED =
      List.of(
          "Connection: @",
          "Connection: Upgrade, @",
          "Upgrade: @",
          "Upgrade: websocket, @",
          "Sec-WebSocket-Key: @",
          "Sec-WebSocket-Version: @",
          "Sec-WebSocket-Version: 13, @",
          "Host: ann:@@localhost");

  private static final List<String> ADDED =
      List.of(
          "Authorization: Bearer @",
          "Proxy-Authorization: Basic @",
          "Cookie: sid=@",
          "X-Api-Key: @",
          "X-Amzn-Oidc-Data: @",
          "Ocp-Apim-Subscription-Key: @",
          "X-Forwarded-Uri: /?token=@",
          "X-Original-URL: /?token=@",
          "Referer: https://a.example/?token=@",
          "Origin: https://ann:@@localhost",
          "Origin: https://localhost/?token=@",
          "Origin: @",
          "User-Agent: App/1.0 (key @)",
          "User-Agent: @/1.0",
          "Accept: application/@",
          "Accept-Language: @",
          "Cache-Control: @",
          "Pragma: @",
          "Forwarded: for=_@;host=@;by=\"@\"",
          "X-Forwarded-For: @, 192.0.2.1",
          "X-Forwarded-Host: @",
          "X-Forwarded-Proto: @",
          "X-Real-IP: @",
          "Via: 1.1 @",
          "Sec-Fetch-Site: @",
          "Content-Length: @",
          "Transfer-Encoding: @",
          "Content-Type: text/@",
          "@: 1",
          "Sec-WebSocket-Accept: @",
          "Sec-WebSocket-Protocol: parley.1.json, bearer, @",
          "Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.@",
          "Sec-WebSocket-Protocol: quarkus-http-upgrade#Authorization#Bearer#@",
          "Sec-WebSocket-Protocol: @, @",
          "Sec-WebSocket-Protocol: bearer @",
          "Sec-WebSocket-Extensions: @",
          "Sec-WebSocket-Extensions: permessage-deflate; @=1",
          "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=@",
          "Sec-WebSocket-Extensions: permessage-deflate; \"@");

  /** Lines of a head that the server does not read to its end. */
  private static final List<String> UNREAD =
      List.of(
          "@",
          "@ : x",
          "X : @",
          "(@): x",
          "X: y\r\n @",
          "X: @\u0000",
          "Content-Length: 1\r\nContent-Length: @",
          ": @");

  private static final List<String> TARGETS =
      List.of(
          "/@",
          "/chat/@",
          "/Chat/@",
          "/chat/@/",
          "/chat/@%20",
          "/chat;token=@",
          "/chat/tea;@",
          "/health/@",
          "/chat?@",
          "/chat?@=1",
          "/chat?token=@",
          "/chat?to%6ben=@",
          "/chat?pass=@&pin=@&otp=@&private_key=@",
          "/chat?a=1;token=@",
          "/chat?attempt=q5yJ0mXbT2W8sKfL3nVhRg&attempt=@",
          "/chat?{\"token\":\"@\"}",
          "/chat#@",
          "/chat?x#@",
          "http://ann:@@localhost/chat",
          "http://localhost/@?@");

  private final List<String> told = new ArrayList<>();
  @TempDir private Path folder;

  private static String head(String line, String... fields) {
    return line + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
  }

  private static String sample(String target, String field) {
    String name = field.substring(0, field.indexOf(':') + 1);
    List<String> fields =
        new ArrayList<>(
            List.of(
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13"));
    fields.removeIf(line -> line.startsWith(name));
    fields.add(field);
    return head("GET " + target + " HTTP/1.1", fields.toArray(String[]::new));
  }

  private static List<String> requests(String token) {
    List<String> requests = new ArrayList<>();
    for (String field : REPLACED) {
      requests.add(sample("/chat", token(field, token)));
    }
    for (String field : ADDED) {
      requests.add(sample("/chat", token(field, token)));
      // Refused: what was accepted before is quoted by other rules.
      requests.add(sample("/nowhere", token(field, token)));
    }
    for (String target : TARGETS) {
      requests.add(sample(token(target, token), "X: y"));
      requests.add(head("GET " + token(target, token) + " HTTP/1.1", "Host: evil.example"));
    }
    for (String line : UNREAD) {
      requests.add(head("GET /chat HTTP/1.1", "Host: localhost", token(line, token)));
    }
    requests.add(head(" GET /chat?" + token + " HTTP/1.1", "Host: localhost"));
    requests.add(head("GET /chat " + token + " HTTP/1.1", "Host: localhost"));
    requests.add(head("GET /chat " + token, "Host: localhost"));
    requests.add(head(token + "@ /chat HTTP/1.1", "Host: localhost"));
    requests.add(head("GET /chat HTTP/1.1", "Host: localhost", token + ": " + "x".repeat(20_000)));
    requests.add(sample("/chat", "X: y").replaceFirst("GET", token));
    requests.add(sample("/chat", "X: y").replaceFirst("HTTP/1.1", token + "/1.1"));
    return requests;
  }

  /** The last {@code @} of two stays. */
  private static String token(String place, String token) {
    return place.replace("@@", token + "\u0000").replace("@", token).replace('\u0000', '@');
  }

  private void ask(int port, String request) throws IOException {
    try (RawClient client = new RawClient(port)) {
      RawClient.Answer answer = client.ask(request);
      told.add(answer.start() + answer.fields() + answer.content());
    } catch (EOFException | SocketException hungUp) {
      told.add("");
    }
  }

  private String get(int port, String target) throws IOException {
    try (RawClient client = new RawClient(port)) {
      String content = client.ask(head("GET " + target + " HTTP/1.1", "Host: localhost")).content();
      told.add(content);
      return content;
    }
  }

  private void openWith(int port, String token) throws IOException {
    try (RawClient client = new RawClient(port)) {
      String protocol = "Sec-WebSocket-Protocol: parley.1.json, bearer, " + token;
      client.ask(sample("/chat/tea?token=" + token, protocol));
      String welcome = Wire.over(client).read().text();
      assertThat(welcome).contains("\"welcome\"", "bearer, (");
      told.add(welcome);
    }
  }

  /** Real tokens in every way in, good and bad, and the tickets that they get. */
  @Test
  void noRealTokenOrTicketIsToldOrLogged() throws Exception {
    TokenIssuer issuer = TokenIssuer.withKey("1");
    String good = issuer.token("ann");
    String bad = TokenIssuer.withKey("1").token("ann");
    String old = issuer.token("ann", Duration.ofHours(-1), Map.of());
    List<String> options =
        new ArrayList<>(List.of(issuer.options(folder, "--data", "none", "--token-cookie", "sid")));
    options.addAll(List.of("--journal", "10000"));
    List<String> secrets = new ArrayList<>();
    try (WarProcess war =
        WarProcess.start(folder, folder.resolve("err"), Map.of(), options.toArray(String[]::new))) {
      int port = URI.create(war.line()).getPort();
      for (String token : List.of(good, bad, old)) {
        secrets.addAll(List.of(token.split("\\.", -1)[1], token.split("\\.", -1)[2]));
        secrets.add(base64(token).substring(60, 120));
        present(port, token);
      }
      for (int i = 0; i < 2; i++) {
        String ticket = ticket(port, good);
        secrets.add(ticket);
        ask(port, sample("/chat?ticket=" + ticket, "X: y"));
        ask(port, sample("/chat?ticket=" + ticket, "X: y"));
        ask(port, sample("/nowhere?ticket=" + ticket, "X: y"));
      }
      String list = get(port, "/handshakes?limit=1000");
      for (Map<String, Object> entry : Json.objects(Json.object(list), "handshakes")) {
        get(port, "/handshakes/" + entry.get("handshake"));
      }
      get(port, "/metrics");
      war.terminate();
      war.exit();
      told.add(war.err());
    }
    assertThat(told.stream().flatMap(String::lines))
        .anyMatch(line -> line.contains("token-expired"))
        .noneMatch(line -> secrets.stream().anyMatch(line::contains));
  }

  /** The same on an open connection, in the operator's resources and over HTTP/2. */
  @Test
  void noRealTokenIsToldOrLoggedByTheOtherResources() throws Exception {
    TokenIssuer issuer = TokenIssuer.withKey("1");
    Map<String, Object> operator = Map.of("roles", List.of("ops"));
    String good = issuer.token("ann", Duration.ofHours(1), operator);
    String bad = TokenIssuer.withKey("1").token("ann", Duration.ofHours(1), operator);
    String old = issuer.token("ann", Duration.ofHours(-1), operator);
    List<String> options = new ArrayList<>(List.of(issuer.options(folder, "--data", "none")));
    options.addAll(List.of("--token-in-band", "--h2c", "--operator-role", "ops"));
    List<String> secrets = new ArrayList<>();
    try (WarProcess war =
        WarProcess.start(folder, folder.resolve("err"), Map.of(), options.toArray(String[]::new))) {
      int port = URI.create(war.line()).getPort();
      for (String token : List.of(good, bad, old)) {
        secrets.addAll(List.of(token.split("\\.", -1)[1], token.split("\\.", -1)[2]));
        secrets.add(base64(token).substring(60, 120));
        sendInBand(port, token, good);
        operate(port, token, token.equals(good));
        presentOverHttp2(port, token, secrets);
      }
      String list = as(port, "GET /handshakes?limit=1000", good);
      for (Map<String, Object> entry : Json.objects(Json.object(list), "handshakes")) {
        as(port, "GET /handshakes/" + entry.get("handshake"), good);
      }
      assertThat(as(port, "GET /metrics", good)).contains("parley_handshakes_total");
      war.terminate();
      war.exit();
      assertThat(war.err()).contains("renewed ", "refused operator");
      told.add(war.err());
    }
    assertThat(told)
        .anyMatch(text -> text.contains("\"type\":\"authenticated\""))
        .anyMatch(text -> text.contains("\"until\""))
        .anyMatch(text -> text.contains("\"closed\":1"))
        .anyMatch(text -> text.contains("token-expired"));
    assertThat(told.stream().flatMap(String::lines))
        .noneMatch(line -> secrets.stream().anyMatch(line::contains));
  }

  /** Sends a token on a connection, and then for the same connection, and removes its user. */
  private void sendInBand(int port, String token, String good) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.ask(sample("/chat/tea", "Sec-WebSocket-Protocol: parley.1.json"));
      Wire wire = Wire.over(client);
      String welcome = wire.read().text();
      String id = welcome.replaceFirst("(?s).*\"handshake\":\"([^\"]+)\".*", "$1");
      told.add(welcome);
      tell(wire, "{\"type\":\"token\",\"token\":[\"" + token + "\"]}");
      tell(wire, "{\"type\":\"" + token + "\"}");
      tell(wire, "{\"type\":\"token\",\"token\":\"" + token + "\"}");
      tell(wire, "{\"type\":\"token\",\"token\":\"" + good + "\"}");
      as(port, "POST /sessions/" + id + "/token", token);
      as(port, "POST /sessions/" + token + "/token", token);
      as(port, "DELETE /members/" + token, good);
      as(port, "DELETE /members/ann", token);
      as(port, "DELETE /members/ann", good);
    }
  }

  /** Sends one message, and waits for the reply. */
  private void tell(Wire wire, String message) throws IOException {
    wire.text(message);
    String reply = wire.read().text();
    while (reply.contains("\"expiring\"")) {
      reply = wire.read().text();
    }
    told.add(reply);
  }

  /** Fewer requests with a wrong token than the guesses that one address has. */
  private void operate(int port, String token, boolean right) throws IOException {
    as(port, "GET /metrics?token=" + token, token);
    as(port, "PUT /operator/connections", token);
    as(port, "GET /handshakes", token);
    if (right) {
      as(port, "GET /operator", token);
      as(port, "GET /operator/connections", token);
    }
  }

  private String as(int port, String start, String token) throws IOException {
    String length = start.startsWith("GET") ? "X: y" : "Content-Length: 0";
    try (RawClient client = new RawClient(port)) {
      RawClient.Answer answer =
          client.ask(
              head(
                  start + " HTTP/1.1",
                  "Host: localhost",
                  "Connection: close",
                  length,
                  "Authorization: Bearer " + token));
      told.add(answer.start() + answer.fields() + answer.content());
      return answer.content();
    }
  }

  /** Every way in, on endpoints and elsewhere; each answer ends with its stream. */
  private void presentOverHttp2(int port, String token, List<String> secrets) throws IOException {
    String carrier = "base64url.bearer.authorization.k8s.io." + base64(token);
    String quarkus = "quarkus-http-upgrade#Authorization#Bearer%20" + token;
    List<Map.Entry<String, String>> fields =
        List.of(
            Map.entry("authorization", "Bearer " + token),
            Map.entry("sec-websocket-protocol", "parley.text, " + carrier),
            Map.entry("sec-websocket-protocol", "parley.1.json, " + quarkus),
            Map.entry("cookie", "session=" + token));
    try (Http2Client client = Http2Client.clear(port)) {
      int stream = 1;
      for (String path : List.of("/chat", "/nowhere", "/chat?token=" + token)) {
        for (Map.Entry<String, String> field : fields) {
          openOverHttp2(client, stream, "localhost:" + port, path, field);
          stream += 2;
        }
      }
      Optional<String> ticket = Optional.ofNullable(ticket(port, token));
      for (String each : ticket.stream().toList()) {
        secrets.add(each);
        String path = "/chat?ticket=" + each;
        openOverHttp2(client, stream, "localhost:" + port, path, Map.entry("x", "y"));
        openOverHttp2(client, stream + 2, "localhost:" + port, path, Map.entry("x", "y"));
      }
    }
  }

  private void openOverHttp2(
      Http2Client client, int stream, String host, String path, Map.Entry<String, String> field)
      throws IOException {
    List<Map.Entry<String, String>> all = new ArrayList<>(Http2Client.handshake(host, path));
    all.add(field);
    client.send(Http2Client.HEADERS, Http2Client.END_HEADERS, stream, Http2Client.block(all));
    Http2Client.Frame head = client.await(frame -> frame.is(Http2Client.HEADERS, stream));
    told.add(head.fields().toString());
    if (head.status() != 200) {
      told.add(client.await(frame -> frame.is(Http2Client.DATA, stream)).text());
    }
  }

  private static String base64(String token) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(token.getBytes(StandardCharsets.US_ASCII));
  }

  private void present(int port, String token) throws IOException {
    for (String target : List.of("/chat", "/nowhere")) {
      ask(port, sample(target, "Authorization: Bearer " + token));
      ask(port, sample(target, "Cookie: sid=" + token + "\r\nOrigin: http://localhost"));
      ask(
          port,
          sample(
              target,
              "Sec-WebSocket-Protocol: parley.text,"
                  + " base64url.bearer.authorization.k8s.io."
                  + base64(token)));
      ask(
          port,
          sample(
              target,
              "Sec-WebSocket-Protocol: parley.1.json,"
                  + " quarkus-http-upgrade#Authorization#Bearer%20"
                  + token));
    }
    ask(port, tickets("PUT", token));
  }

  private static String tickets(String method, String token) {
    return head(
        method + " /tickets HTTP/1.1",
        "Host: localhost",
        "Connection: close",
        "Content-Length: 0",
        "Authorization: Bearer " + token);
  }

  private static String ticket(int port, String token) throws IOException {
    try (RawClient client = new RawClient(port)) {
      RawClient.Answer answer = client.ask(tickets("POST", token));
      return (String) Json.object(answer.content()).get("ticket");
    }
  }

  @Test
  void noTokenIsToldOrLoggedWhereverItStood() throws Exception {
    String[] options = {"--port", "0", "--data", "none", "--journal", "10000"};
    try (WarProcess war = WarProcess.start(folder, folder.resolve("err"), Map.of(), options)) {
      int port = URI.create(war.line()).getPort();
      for (String token : TOKENS) {
        for (String request : requests(token)) {
          ask(port, request);
        }
        openWith(port, token);
      }
      String list = get(port, "/handshakes?limit=1000");
      List<Map<String, Object>> entries = Json.objects(Json.object(list), "handshakes");
      assertThat(entries).hasSizeGreaterThan(TOKENS.size() * 100);
      for (Map<String, Object> entry : entries) {
        get(port, "/handshakes/" + entry.get("handshake"));
      }
      get(port, "/metrics");
      war.terminate();
      war.exit();
      told.add(war.err());
      assertThat(war.err()).contains("refused");
    }

    for (String token : TOKENS) {
      assertThat(told.stream().flatMap(String::lines)).noneMatch(line -> line.contains(token));
    }
  }
}
