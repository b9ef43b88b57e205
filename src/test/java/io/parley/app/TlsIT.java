package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.tool.Http2Client;
import io.parley.tool.LogRecords;
import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import io.parley.tool.TestCertificate;
import io.parley.tool.Trusting;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server with TLS of its own: its certificate, and what it redirects. */
@Timeout(120)
class TlsIT {
  private static final long PATIENCE_NS = 30_000_000_000L;

  @TempDir private Path folder;
  private Path certificate;
  private Path key;

  @BeforeEach
  void name() {
    certificate = folder.resolve("cert.pem");
    key = folder.resolve("key.pem");
  }

  private TestCertificate make(String name) throws Exception {
    return TestCertificate.make(folder, name, "dns:localhost");
  }

  private void write(TestCertificate made) throws IOException {
    replace(certificate, made.certificate());
    replace(key, made.key());
  }

  private void replace(Path file, String text) throws IOException {
    Path beside = Files.writeString(folder.resolve("new.pem"), text);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private RunningParley start(String... more) throws Exception {
    List<String> all = new ArrayList<>(List.of("--port", "0", "--tls-port", "0"));
    all.addAll(List.of("--tls-cert", certificate.toString(), "--tls-key", key.toString()));
    all.addAll(List.of(more));
    return RunningParley.start(all.toArray(String[]::new));
  }

  private static SSLSocket connect(int port, String... protocols) throws Exception {
    Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
    SSLSocket socket =
        (SSLSocket)
            Trusting.everyone().getSocketFactory().createSocket(plain, "localhost", port, true);
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    socket.setSoTimeout(30_000);
    socket.startHandshake();
    return socket;
  }

  private static String subject(int port) throws Exception {
    try (SSLSocket socket = connect(port)) {
      var own = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return own.getSubjectX500Principal().getName();
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE_NS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static boolean isShown(int port, String name) {
    try {
      return subject(port).equals("CN=" + name);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void replacesTheCertificateAndCutsNobody() throws Exception {
    write(make("first"));
    try (RunningParley parley = start()) {
      int port = parley.port(1);
      List<Http2Client> clients = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Http2Client client = Http2Client.secure(port, Trusting.everyone());
        assertThat(client.open(1, "localhost:" + port, "/echo").status()).isEqualTo(200);
        clients.add(client);
      }
      write(make("second"));
      int sent = 0;
      long end = System.nanoTime() + PATIENCE_NS;
      while (!isShown(port, "second")) {
        assertThat(System.nanoTime()).isLessThan(end);
        for (Http2Client client : clients) {
          client.frame(1, 0x81, "message " + sent);
          assertThat(client.message(1)).isEqualTo("message " + sent);
        }
        sent++;
      }
      for (Http2Client client : clients) {
        client.frame(1, 0x81, "after");
        assertThat(client.message(1)).isEqualTo("after");
        client.close();
      }
    }
  }

  @Test
  void keepsTheCertificateWhereTheNewOneCannotBeUsedAndSaysSoOnce() throws Exception {
    TestCertificate first = make("first");
    write(first);
    try (RunningParley parley = start();
        LogRecords log = LogRecords.of("io.parley.server")) {
      replace(certificate, make("other").certificate());
      await(() -> count(log) == 1);
      assertThat(subject(parley.port(1))).isEqualTo("CN=first");
      TestCertificate third = make("third");
      write(third);
      await(() -> isShown(parley.port(1), "third"));
      assertThat(count(log)).isEqualTo(1);
    }
  }

  private static long count(LogRecords log) {
    return log.lines().stream().filter(line -> line.contains("stays as it was")).count();
  }

  @Test
  void readsAPkcs12FileWithItsPassword() throws Exception {
    make("kept");
    Path password = Files.writeString(folder.resolve("password"), "changeit\n");
    try (RunningParley parley =
        RunningParley.start(
            "--port",
            "0",
            "--tls-port",
            "0",
            "--tls-keystore",
            folder.resolve("kept.p12").toString(),
            "--tls-password-file",
            password.toString())) {
      assertThat(subject(parley.port(1))).isEqualTo("CN=kept");
    }
  }

  @Test
  void speaksTls12And13AndNothingOlder() throws Exception {
    write(make("first"));
    try (RunningParley parley = start()) {
      for (String version : List.of("TLSv1.2", "TLSv1.3")) {
        try (SSLSocket socket = connect(parley.port(1), version)) {
          assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
      }
      assertThatThrownBy(() -> connect(parley.port(1), "TLSv1.1")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void endsATlsHandshakeThatTakesTooLong() throws Exception {
    write(make("first"));
    try (RunningParley parley = start("--request-timeout", "500ms");
        Socket silent = new Socket(InetAddress.getLoopbackAddress(), parley.port(1));
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), parley.port(1))) {
      slow.getOutputStream().write(new byte[] {0x16, 3, 1});
      for (Socket each : List.of(silent, slow)) {
        each.setSoTimeout(30_000);
        assertThat(each.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void printsItsUrlsAndRedirectsPagesOnly() throws Exception {
    write(make("first"));
    try (RunningParley parley = start("--redirect-http", "true")) {
      String secure = "https://localhost:" + parley.port(1);
      assertThat(parley.printed())
          .containsExactly("http://localhost:" + parley.port(0) + "/", secure + "/");
      RawClient.Answer page = ask(parley, "GET /docs/?a=b HTTP/1.1", "");
      assertThat(page.status()).isEqualTo(308);
      assertThat(page.values("Location")).containsExactly(secure + "/docs/?a=b");
      assertThat(ask(parley, "GET /health HTTP/1.1", "").status()).isEqualTo(200);
      assertThat(ask(parley, "GET / HTTP/1.1", "Host: elsewhere.example\r\n").status())
          .isEqualTo(421);
      String upgrade =
          """
          Upgrade: websocket\r
          Connection: Upgrade\r
          Sec-WebSocket-Version: 13\r
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
          """;
      assertThat(ask(parley, "GET /chat HTTP/1.1", upgrade).status()).isEqualTo(101);
    }
  }

  private static RawClient.Answer ask(RunningParley parley, String line, String fields)
      throws IOException {
    String host = fields.startsWith("Host") ? "" : "Host: localhost:" + parley.port(0) + "\r\n";
    try (RawClient client = new RawClient(parley.port(0))) {
      return client.ask(line + "\r\n" + host + fields + "\r\n");
    }
  }

  @Test
  void servesPagesAndSocketsOverHttp11InTls() throws Exception {
    write(make("first"));
    try (RunningParley parley = start();
        SSLSocket socket = connect(parley.port(1))) {
      String origin = "https://localhost:" + parley.port(1);
      String request =
          "GET /echo HTTP/1.1\r\nHost: localhost:"
              + parley.port(1)
              + "\r\nOrigin: "
              + origin
              + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readNBytes(12), StandardCharsets.ISO_8859_1))
          .isEqualTo("HTTP/1.1 101");
    }
  }

  @Test
  void startsWithACertificateOfItsOwnForATrial() throws Exception {
    try (RunningParley parley =
        RunningParley.start("--port", "0", "--tls-port", "0", "--tls-self-signed", "true")) {
      assertThat(subject(parley.port(1))).contains("trial");
    }
  }

  @Test
  void saysWhatIsWrongWithTheFilesAtTheStart() throws Exception {
    TestCertificate first = make("first");
    Files.writeString(certificate, first.certificate());
    Files.writeString(key, make("other").key());
    assertThatThrownBy(this::start).hasMessageContaining("is not the key of");
    Files.delete(key);
    assertThatThrownBy(this::start).hasMessageContaining("there is no file");
    Files.writeString(key, first.certificate());
    assertThatThrownBy(this::start).hasMessageContaining("has no key of the form");
  }
}
