package io.parley.probe;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The facts about the server that are known before the cases run.
 *
 * @param has the capabilities that were found
 * @param subprotocols those of the options that the server was found to choose
 */
public record ServerFacts(ProbeOptions options, Set<Capability> has, List<String> subprotocols) {
  /** A subprotocol that no server speaks. */
  public static final String UNKNOWN_SUBPROTOCOL = "x-parley-unspoken";

  /** An origin that no server can have listed: the name is reserved (RFC 6761). */
  public static final String FOREIGN_ORIGIN = "http://denied.invalid";

  private static final int KEY_SIZE = 16;

  public ServerFacts {
    has = Set.copyOf(has);
    subprotocols = List.copyOf(subprotocols);
  }

  /** Assumes a server with all capabilities, for explanations. */
  public static ServerFacts assumed(ProbeOptions options) {
    List<String> spoken =
        options.subprotocols().size() > 1 ? options.subprotocols() : List.of("soap", "wamp");
    return new ServerFacts(options, EnumSet.allOf(Capability.class), spoken);
  }

  public boolean has(Capability capability) {
    return has.contains(capability);
  }

  public ProbeTarget target() {
    return options.probeTarget();
  }

  /** The origin that should be refused. */
  public String deniedOrigin() {
    return options.deniedOrigins().stream().findFirst().orElse(FOREIGN_ORIGIN);
  }

  /** The origin that should be accepted: a configured one, else the server's own. */
  public String origin() {
    return options.headers().stream()
        .filter(fieldLine -> fieldLine.isNamed("Origin"))
        .map(FieldLine::value)
        .findFirst()
        .orElse(target().origin());
  }

  public String subprotocol() {
    return subprotocols.get(0);
  }

  public String otherSubprotocol() {
    return subprotocols.get(1);
  }

  /**
   * Returns a valid handshake.
   *
   * @param seed determines the key, so that an explanation shows exactly what is sent
   */
  ProbeRequest request(String seed) {
    List<String> lines = new ArrayList<>();
    lines.add("Host: " + target().authority());
    lines.add("User-Agent: " + Probe.USER_AGENT);
    lines.add("Upgrade: websocket");
    lines.add("Connection: Upgrade");
    lines.add("Sec-WebSocket-Key: " + key(seed));
    lines.add("Sec-WebSocket-Version: 13");
    options.headers().forEach(fieldLine -> lines.add(fieldLine.toString()));
    return new ProbeRequest("GET", target().resource(), "HTTP/1.1", lines, "");
  }

  private static String key(String seed) {
    return Base64.getEncoder().encodeToString(Arrays.copyOf(digest("SHA-256", seed), KEY_SIZE));
  }

  static byte[] digest(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
