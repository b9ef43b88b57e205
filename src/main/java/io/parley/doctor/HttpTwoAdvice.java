package io.parley.doctor;

/** Recognizes a server that speaks only HTTP/2. */
final class HttpTwoAdvice {
  private static final int FRAME_HEADER = 9;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final String[] BOTH = {
    "Let the server take HTTP/1.1 beside HTTP/2: browsers open a WebSocket over HTTP/1.1, and over"
        + " HTTP/2 (RFC 8441) only where they have such a connection already.",
    "nginx 1.25.1 and newer (older ones need a port of its own without http2):",
    "  listen 443 ssl;",
    "  http2 on;",
    "HAProxy:",
    "  bind :443 ssl crt /etc/haproxy/chat.example.com.pem alpn h2,http/1.1",
    "Apache:",
    "  Protocols h2 http/1.1",
    "Caddy:",
    "  servers { protocols h1 h2 }",
    "Node.js:",
    "  http2.createSecureServer({ allowHTTP1: true, … })",
  };

  private HttpTwoAdvice() {}

  /** Whether the octets begin with a frame that a server of HTTP/2 sends first (RFC 9113 4.1). */
  static boolean isHttpTwo(String octets) {
    if (octets.length() < FRAME_HEADER) {
      return false;
    }
    int length = octets.charAt(0) << 16 | octets.charAt(1) << 8 | octets.charAt(2);
    int type = octets.charAt(3);
    boolean ofTheConnection = octets.startsWith("\0\0\0\0", 5);
    return ofTheConnection
        && ((type == SETTINGS && length % 6 == 0) || (type == GOAWAY && length >= 8));
  }

  static Diagnosis overTls() {
    return Diagnosis.of(Party.TLS, "The server speaks only HTTP/2: it takes no http/1.1.", BOTH);
  }

  static Diagnosis withoutTls() {
    return Diagnosis.of(
        Party.APPLICATION,
        "The server speaks only HTTP/2, without TLS: it takes no HTTP/1.1.",
        BOTH);
  }
}
