package io.parley.doctor;

import io.parley.probe.FieldLine;
import io.parley.probe.PrintableOctets;
import io.parley.probe.ProbeRequest;
import io.parley.probe.transport.ConnectionState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The server at the address that was reached: opens connections to it and asks it. */
final class Server {
  static final String KEY = "Sec-WebSocket-Key";
  static final String PROTOCOL = "Sec-WebSocket-Protocol";
  static final String EXTENSIONS = "Sec-WebSocket-Extensions";

  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int KEY_LENGTH = 16;

  private final DoctorOptions options;
  private final InetSocketAddress address;
  private final CertificateJudge certificates;

  Server(DoctorOptions options, InetSocketAddress address, CertificateJudge certificates) {
    this.options = options;
    this.address = address;
    this.certificates = certificates;
  }

  DoctorOptions options() {
    return options;
  }

  DoctorTarget target() {
    return options.target();
  }

  /** Opens a TLS connection whose certificate is not judged yet. */
  TlsSession shakeHands(List<String> alpn) throws IOException {
    Socket transport = connect();
    try {
      return TlsSession.open(transport, target(), alpn, options.timeout());
    } catch (IOException e) {
      transport.close();
      throw e;
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(address, Math.toIntExact(options.timeout().toMillis()));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Opens a connection for HTTP/1.1. */
  DoctorConnection open() throws IOException {
    if (!target().secure()) {
      return plain();
    }
    Socket transport = connect();
    try {
      List<String> alpn = List.of(TlsSession.HTTP_1);
      TlsSession session = TlsSession.open(transport, target(), alpn, options.timeout());
      requireTrust(session);
      return new DoctorConnection(session.socket(), transport, options.timeout());
    } catch (IOException e) {
      transport.close();
      throw e;
    }
  }

  private DoctorConnection plain() throws IOException {
    Socket socket = connect();
    return new DoctorConnection(socket, socket, options.timeout());
  }

  /** Returns what is wrong with the certificate. */
  Optional<Diagnosis> judge(TlsSession session) {
    String host = target().isAddress() ? address.getAddress().getHostAddress() : target().host();
    return certificates.judge(session.chain(), host, Instant.now());
  }

  /** Each connection may reach another machine: nothing secret goes to one that is not trusted. */
  private void requireTrust(TlsSession session) throws IOException {
    boolean wrong = judge(session).isPresent();
    if (wrong && !options.insecure()) {
      throw new IOException("another certificate than before");
    }
  }

  /** Asks on a connection of its own. */
  Answer ask(ProbeRequest request) {
    try (DoctorConnection connection = open()) {
      return connection.ask(request, options.secrets());
    } catch (IOException e) {
      return Answer.none(
          ConnectionState.UNREACHABLE, PrintableOctets.brief(String.valueOf(e.getMessage())));
    }
  }

  /** Asks without TLS and without anything secret. */
  Answer askPlainly() {
    return askPlainly(
        new ProbeRequest("GET", "/", "HTTP/1.1", List.of("Host: " + target().authority()), ""));
  }

  private Answer askPlainly(ProbeRequest request) {
    try (DoctorConnection connection = plain()) {
      return connection.ask(request, options.secrets());
    } catch (IOException e) {
      return Answer.none(ConnectionState.UNREACHABLE, "");
    }
  }

  /** Whether the server chooses that application protocol where it is the only one offered. */
  boolean chooses(String alpn) {
    try (Socket socket = shakeHands(List.of(alpn)).socket()) {
      return socket instanceof javax.net.ssl.SSLSocket tls
          && alpn.equals(tls.getApplicationProtocol());
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the server asks for a certificate of the client. */
  boolean wantsCertificate() {
    try {
      TlsSession session = shakeHands(List.of(TlsSession.HTTP_1));
      session.socket().close();
      return session.wantsCertificate();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether TLS begins at this port. */
  boolean speaksTls() {
    try (Socket socket = shakeHands(List.of(TlsSession.HTTP_1)).socket()) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the server answers the preface of HTTP/2 (RFC 9113 3.4) without TLS. */
  boolean speaksHttpTwo() {
    String settings = "\0\0\0\4\0\0\0\0\0";
    return HttpTwoAdvice.isHttpTwo(
        askPlainly(new ProbeRequest("PRI", "*", "HTTP/2.0", List.of(), "SM\r\n\r\n" + settings))
            .octets());
  }

  /** The handshake of the client, with a fresh key. */
  ProbeRequest handshake() {
    ProbeRequest request =
        get(target().resource())
            .with("Upgrade", "websocket")
            .with("Connection", "Upgrade")
            .with(KEY, key())
            .with("Sec-WebSocket-Version", "13")
            .with(EXTENSIONS, "permessage-deflate; client_max_window_bits");
    if (options.origin().isPresent()) {
      request = request.with("Origin", options.origin().get());
    }
    return options.subprotocols().isEmpty()
        ? request
        : request.with(PROTOCOL, String.join(", ", options.subprotocols()));
  }

  /** A plain request for a resource, with the fields of the client. */
  ProbeRequest get(String resource) {
    ProbeRequest request =
        new ProbeRequest(
            "GET",
            resource,
            "HTTP/1.1",
            List.of("Host: " + target().authority(), "User-Agent: parley-doctor"),
            "");
    for (FieldLine field : options.headers()) {
      boolean own = !request.values(field.name()).isEmpty();
      request =
          own
              ? request.with(field.name(), field.value())
              : request.and(field.name(), field.value());
    }
    return request;
  }

  private static String key() {
    byte[] key = new byte[KEY_LENGTH];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  /** The right value of {@code Sec-WebSocket-Accept} (RFC 6455 4.2.2). */
  static String accept(String key) {
    try {
      byte[] text = (key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
