package io.parley.probe.client.strict;

import static io.parley.probe.client.strict.ClientFlaw.*;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** What a client asks for. */
record RequestHead(Set<ClientFlaw> flaws, String key) {
  private static final String SAME = "cGFybGV5cGFybGV5cGFybA==";
  private static final SecureRandom RANDOM = new SecureRandom();

  static RequestHead of(Set<ClientFlaw> flaws) {
    byte[] octets = new byte[flaws.contains(SENDS_SHORT_KEY) ? 15 : 16];
    RANDOM.nextBytes(octets);
    String fresh = Base64.getEncoder().encodeToString(octets);
    return new RequestHead(flaws, flaws.contains(SENDS_SAME_KEY) ? SAME : fresh);
  }

  List<String> subprotocols() {
    return flaws.contains(OFFERS_NO_SUBPROTOCOL) ? List.of() : List.of("soap", "wamp");
  }

  String accept() {
    try {
      byte[] octets =
          (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String octets(String target, int port) {
    List<String> lines = new ArrayList<>();
    lines.add(
        (flaws.contains(SENDS_POST) ? "POST " : "GET ")
            + target
            + (flaws.contains(SENDS_FRAGMENT) ? "#top" : "")
            + (flaws.contains(SENDS_HTTP_1_0) ? " HTTP/1.0" : " HTTP/1.1"));
    String host = "Host: localhost" + (flaws.contains(SENDS_NO_PORT) ? "" : ":" + port);
    lines.add(host);
    only(lines, SENDS_TWO_HOSTS, host);
    unless(lines, SENDS_NO_UPGRADE, "Upgrade: websocket");
    unless(lines, SENDS_NO_CONNECTION, "Connection: Upgrade");
    lines.add("Sec-WebSocket-Key: " + key);
    only(lines, SENDS_TWO_KEYS, "Sec-WebSocket-Key: " + key);
    lines.add("Sec-WebSocket-Version: " + (flaws.contains(SENDS_VERSION_8) ? "8" : "13"));
    only(lines, SENDS_TWO_VERSIONS, "Sec-WebSocket-Version: 13");
    only(lines, SENDS_TWO_ORIGINS, "Origin: http://a.invalid");
    only(lines, SENDS_TWO_ORIGINS, "Origin: http://b.invalid");
    only(lines, SENDS_CONTENT, "Content-Length: 5");
    unless(lines, OFFERS_NO_SUBPROTOCOL, "Sec-WebSocket-Protocol: soap, wamp");
    only(lines, SENDS_SUBPROTOCOL_TWICE, "Sec-WebSocket-Protocol: soap");
    unless(lines, OFFERS_NO_DEFLATE, "Sec-WebSocket-Extensions: permessage-deflate" + window());
    only(lines, SENDS_MALFORMED_OFFER, "Sec-WebSocket-Extensions: permessage deflate;");
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private String window() {
    return flaws.contains(OFFERS_NO_WINDOW) ? "" : "; client_max_window_bits";
  }

  private void unless(List<String> lines, ClientFlaw flaw, String line) {
    if (!flaws.contains(flaw)) {
      lines.add(line);
    }
  }

  private void only(List<String> lines, ClientFlaw flaw, String line) {
    if (flaws.contains(flaw)) {
      lines.add(line);
    }
  }
}
