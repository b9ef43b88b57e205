package io.parley.probe.http2.strict;

import static io.parley.probe.http2.strict.TunnelFlaw.*;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of a response, as the server's flaws have them. */
final class ResponseFields {
  private static final String PROTOCOL = "sec-websocket-protocol";
  private static final String EXTENSIONS = "sec-websocket-extensions";
  private static final List<String> SPOKEN = List.of("soap", "wamp");

  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Set<TunnelFlaw> flaws;

  private ResponseFields(int status, Set<TunnelFlaw> flaws) {
    this.flaws = flaws;
    fields.put(":status", String.valueOf(status));
  }

  static ResponseFields refusal(int status, Set<TunnelFlaw> flaws) {
    ResponseFields refusal = new ResponseFields(status, flaws);
    if (status == 400 && !flaws.contains(OMITS_VERSIONS)) {
      refusal.fields.put("sec-websocket-version", "13");
    }
    if (flaws.contains(SENDS_CONNECTION_IN_REFUSALS)) {
      refusal.fields.put("connection", "close");
    }
    return refusal;
  }

  static ResponseFields acceptance(Request request, Set<TunnelFlaw> flaws) {
    ResponseFields acceptance = new ResponseFields(200, flaws);
    if (flaws.contains(SENDS_ACCEPT)) {
      acceptance.fields.put("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
    if (flaws.contains(SENDS_CONNECTION)) {
      acceptance.fields.put("connection", "Upgrade");
    }
    acceptance.subprotocol(request).ifPresent(name -> acceptance.fields.put(PROTOCOL, name));
    acceptance.extension(request).ifPresent(name -> acceptance.fields.put(EXTENSIONS, name));
    return acceptance;
  }

  private Optional<String> subprotocol(Request request) {
    String offer = request.first(PROTOCOL);
    List<String> offered = Arrays.asList(offer.split(" *, *", -1));
    if (flaws.contains(CHOOSES_NO_SUBPROTOCOL)) {
      return Optional.empty();
    }
    if (offer.isEmpty()) {
      return flaws.contains(CHOOSES_A_SUBPROTOCOL_UNASKED) ? Optional.of("soap") : Optional.empty();
    }
    if (flaws.contains(ECHOES_SUBPROTOCOLS)) {
      return Optional.of(offer);
    }
    return flaws.contains(CHOOSES_BY_ITS_OWN_ORDER)
        ? SPOKEN.stream().filter(offered::contains).findFirst()
        : offered.stream().filter(SPOKEN::contains).findFirst();
  }

  private Optional<String> extension(Request request) {
    String offer = request.first(EXTENSIONS);
    if (flaws.contains(EXTENDS_NEVER)) {
      return Optional.empty();
    }
    if (flaws.contains(EXTENDS_BY_ANY_NAME) && !offer.isEmpty()) {
      return Optional.of(offer);
    }
    boolean offered = offer.equals("permessage-deflate") || flaws.contains(EXTENDS_UNASKED);
    return offered ? Optional.of("permessage-deflate") : Optional.empty();
  }

  /** What the tunnel has to do. */
  String extension() {
    return flaws.contains(FORGETS_EXTENSION) ? "" : fields.getOrDefault(EXTENSIONS, "");
  }

  byte[] block() {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    fields.forEach(
        (name, value) -> {
          block.write(0);
          literal(block, name);
          literal(block, value);
        });
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    block.write(octets.length); // None is longer than 126 octets.
    block.writeBytes(octets);
  }
}
