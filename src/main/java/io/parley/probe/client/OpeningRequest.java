package io.parley.probe.client;

import io.parley.probe.FieldLine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The request of a client, as it came.
 *
 * @param octets the whole head, with the empty line
 * @param method empty where the request line is malformed, as are target and version
 */
record OpeningRequest(
    String octets, String method, String target, String version, List<FieldLine> fields) {
  static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int LINE_PARTS = 3;

  OpeningRequest {
    fields = List.copyOf(fields);
  }

  /** Reads a head, however malformed it is. */
  static OpeningRequest read(String head) {
    List<String> lines = List.of(head.split("\r?\n", -1));
    List<String> parts = List.of(lines.get(0).split(" ", LINE_PARTS));
    boolean whole = parts.size() == LINE_PARTS;
    return new OpeningRequest(
        head,
        whole ? parts.get(0) : "",
        whole ? parts.get(1) : "",
        whole ? parts.get(2) : "",
        fields(lines.subList(1, lines.size())));
  }

  private static List<FieldLine> fields(List<String> lines) {
    List<FieldLine> fields = new ArrayList<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.add(new FieldLine(line.substring(0, colon), line.substring(colon + 1).strip()));
      }
    }
    return fields;
  }

  /** The values of all lines of that name, in order. */
  List<String> values(String name) {
    return FieldLine.values(fields, name);
  }

  /** The elements of a list field over all its lines, without empty ones. */
  List<String> elements(String name) {
    return FieldLine.elements(fields, name);
  }

  /** Whether a list field has that element, in any case. */
  boolean lists(String name, String element) {
    return elements(name).stream().anyMatch(element::equalsIgnoreCase);
  }

  boolean isUpgrade() {
    return lists("Upgrade", "websocket");
  }

  /** The first key; empty where none was sent. */
  String key() {
    return values("Sec-WebSocket-Key").stream().findFirst().orElse("");
  }

  List<String> subprotocols() {
    return elements("Sec-WebSocket-Protocol");
  }

  /** The offers of permessage-deflate, in order. */
  List<String> deflateOffers() {
    return elements("Sec-WebSocket-Extensions").stream()
        .filter(offer -> nameOf(offer).equals("permessage-deflate"))
        .toList();
  }

  /** Whether the first offer of permessage-deflate has that parameter. */
  boolean offersParameter(String name) {
    return deflateOffers().stream()
        .limit(1)
        .flatMap(offer -> parameters(offer).stream())
        .anyMatch(parameter -> parameterName(parameter).equals(name));
  }

  /** The name of an extension. */
  static String nameOf(String offer) {
    return offer.split(";", 2)[0].strip();
  }

  /** The parameters of an offer, such as {@code server_max_window_bits=10}. */
  static List<String> parameters(String offer) {
    return Arrays.stream(offer.split(";", -1)).skip(1).map(String::strip).toList();
  }

  static String parameterName(String parameter) {
    return parameter.split("=", 2)[0].strip();
  }

  /** The value that proves the key. */
  String accept() {
    return accept(key());
  }

  static String accept(String key) {
    try {
      byte[] octets = (key + GUID).getBytes(StandardCharsets.ISO_8859_1);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
