package io.parley.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Opening handshakes that are made before the load begins, each with a key of its own. */
final class UpgradeRequests {
  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int COUNT = 1_024;
  private static final int SEED = 6_455;

  private static final String REQUEST =
      """
      GET %s HTTP/1.1
      Host: localhost:%d
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Key: %s
      Sec-WebSocket-Version: 13
      %s
      """
          .replace("\n", "\r\n");

  private static final String FIELD = "Authorization: Bearer %s\r\n";

  private final List<byte[]> requests = new ArrayList<>();
  private final List<String> accepts = new ArrayList<>();

  private final int count;

  private UpgradeRequests(int port, String path, List<String> tokens) {
    count = Math.max(COUNT, tokens.size());
    Random random = new Random(SEED);
    byte[] nonce = new byte[16];
    for (int i = 0; i < count; i++) {
      random.nextBytes(nonce);
      String key = Base64.getEncoder().encodeToString(nonce);
      String token = tokens.isEmpty() ? "" : FIELD.formatted(tokens.get(i % tokens.size()));
      String request = REQUEST.formatted(path, port, key, token);
      requests.add(request.getBytes(StandardCharsets.ISO_8859_1));
      accepts.add(accept(key));
    }
  }

  static UpgradeRequests of(LoadCommand command) throws IOException {
    List<String> tokens =
        command.tokens().isEmpty() ? List.of() : Files.readAllLines(Path.of(command.tokens()));
    return new UpgradeRequests(command.port(), command.path(), tokens);
  }

  private static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] digest = sha1.digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The request of that client; they are used in turn. */
  byte[] request(int client) {
    return requests.get(client % count);
  }

  /** Fails unless the head is the one response that completes the handshake of that client. */
  void check(int client, String head) throws IOException {
    String[] lines = head.split("\r\n", -1);
    if (!lines[0].startsWith("HTTP/1.1 101")) {
      throw new LoadFailure("the handshake was answered with " + lines[0]);
    }
    require(lines, "upgrade", "websocket");
    require(lines, "connection", "upgrade");
    if (!value(lines, "sec-websocket-accept").equals(accepts.get(client % count))) {
      throw new LoadFailure("Sec-WebSocket-Accept is wrong");
    }
  }

  private static void require(String[] lines, String name, String token) throws LoadFailure {
    if (!value(lines, name).toLowerCase(Locale.ROOT).contains(token)) {
      throw new LoadFailure("the response lacks " + name + ": " + token);
    }
  }

  private static String value(String[] lines, String name) {
    for (String line : lines) {
      int length = name.length();
      if (line.regionMatches(true, 0, name, 0, length) && line.startsWith(":", length)) {
        return line.substring(length + 1).strip();
      }
    }
    return "";
  }
}
