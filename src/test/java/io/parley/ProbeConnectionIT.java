package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.strict.StrictServer;
import io.parley.tool.ConnectProxy;
import io.parley.tool.RunningParley;
import io.parley.tool.TestCertificate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to a server that the probe command knows. */
@Timeout(60)
final class ProbeConnectionIT {
  private static final List<String> ONE = List.of("--only", "rfc6455/4.2.2/1", "--timeout", "3");

  private static final byte[] VERSION_6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  @TempDir private static Path folder;

  private static TestCertificate local;
  private static TestCertificate client;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void makeCertificates() throws Exception {
    local = TestCertificate.local(folder);
    client = TestCertificate.make(folder, "client", "dns:client.invalid");
    local.writeTo(folder.resolve("local.pem"));
    client.writeTo(folder.resolve("client.pem"));
    Files.writeString(folder.resolve("client.key"), client.key());
    Files.writeString(folder.resolve("local.key"), local.key());
    Files.writeString(folder.resolve("both.pem"), client.key() + client.certificate());
  }

  @Test
  void trustsTheCertificatesThatItIsGiven() throws Exception {
    try (StrictServer server = StrictServer.start(local.server())) {
      assertThat(probe(server.url() + "?a=b&c", "--cacert", file("local.pem"))).isZero();
    }
    assertThat(out.toString()).contains("wss://localhost:", "/echo?a=b&c");
  }

  @Test
  void trustsAnyCertificateWhereItIsTold() throws Exception {
    TestCertificate other = TestCertificate.make(folder, "any", "dns:other.invalid");
    try (StrictServer server = StrictServer.start(other.server())) {
      assertThat(probe(server.url(), "--insecure")).isZero();
    }
  }

  @Test
  void trustsNoOneElse() throws Exception {
    try (StrictServer server = StrictServer.start(local.server())) {
      assertThat(probe(server.url())).isEqualTo(2);
      assertThat(said())
          .isEqualTo(
              "parley probe: "
                  + server.authority()
                  + ": the certificate of CN=local is signed by itself, which is not trusted here;"
                  + " name a file that trusts it with --cacert");
    }
  }

  @Test
  void namesTheHostThatTheCertificateIsFor() throws Exception {
    TestCertificate other = TestCertificate.make(folder, "other", "dns:a.invalid,dns:b.invalid");
    other.writeTo(folder.resolve("other.pem"));
    try (StrictServer server = StrictServer.start(other.server())) {
      assertThat(probe(server.url(), "--cacert", file("other.pem"))).isEqualTo(2);
      assertThat(said())
          .endsWith("the server's certificate is for a.invalid, b.invalid, not for localhost");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "past, -20d, 10, the certificate of CN=past expired at 20",
    "future, +10d, 10, the certificate of CN=future is not valid before 20"
  })
  void namesTheTimeOfTheCertificate(String name, String start, String days, String sentence)
      throws Exception {
    TestCertificate outdated =
        TestCertificate.make(folder, name, "dns:localhost", "-startdate", start, "-validity", days);
    outdated.writeTo(folder.resolve(name + ".pem"));
    try (StrictServer server = StrictServer.start(outdated.server())) {
      assertThat(probe(server.url(), "--cacert", file(name + ".pem"))).isEqualTo(2);
      assertThat(said()).contains(sentence);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void showsItsOwnCertificate(String version) throws Exception {
    try (StrictServer server = StrictServer.start(wanting(version))) {
      String trust = file("local.pem");
      assertThat(probe(server.url(), "--cacert", trust)).isEqualTo(2);
      assertThat(said()).contains("certificate", "--cert", "TLS alert").doesNotContain("\n");
      List<String> own = List.of("--cert", file("client.pem"), "--key", file("client.key"));
      assertThat(
              probe(server.url(), "--cacert", trust, own.get(0), own.get(1), "--key", own.get(3)))
          .isZero();
      assertThat(probe(server.url(), "--cacert", trust, "--cert", file("both.pem"))).isZero();
    }
  }

  @Test
  void saysThatItsOwnCertificateIsNotAccepted() throws Exception {
    try (StrictServer server = StrictServer.start(wanting("TLSv1.3"))) {
      String[] own = {"--cert", file("local.pem"), "--key", file("local.key")};
      assertThat(probe(server.url(), "--cacert", file("local.pem"), own[0], own[1], own[2], own[3]))
          .isEqualTo(2);
      assertThat(said()).contains("the server does not accept our certificate");
    }
  }

  private static SSLServerSocket wanting(String version) throws Exception {
    SSLServerSocket socket = listen(local.server(client));
    socket.setNeedClientAuth(true);
    socket.setEnabledProtocols(new String[] {version});
    return socket;
  }

  private static SSLServerSocket listen(SSLContext tls) throws IOException {
    return (SSLServerSocket)
        tls.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress());
  }

  @Test
  void namesTheHostInTheTlsGreeting() throws Exception {
    try (SSLServerSocket socket = listen(local.server())) {
      CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> serverName(socket));
      probe("wss://localhost:" + socket.getLocalPort() + "/", "--insecure", "--timeout", "1");
      assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo("localhost");
    }
  }

  private static String serverName(SSLServerSocket socket) {
    try (SSLSocket peer = (SSLSocket) socket.accept()) {
      peer.startHandshake();
      SNIHostName name =
          (SNIHostName) ((ExtendedSSLSession) peer.getSession()).getRequestedServerNames().get(0);
      return name.getAsciiName();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void saysThatTheServerHasNoTls() throws Exception {
    try (RunningParley server = RunningParley.start("--port", "0")) {
      assertThat(probe("wss://localhost:" + server.port(0) + "/echo")).isEqualTo(2);
      assertThat(said())
          .contains("the server does not answer with TLS; without TLS the URL begins with ws:");
    }
  }

  @Test
  void doesNotWaitForEverForATlsHandshake() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      assertThat(probe("wss://127.0.0.1:" + silent.getLocalPort() + "/", "--timeout", "0.3"))
          .isEqualTo(2);
      assertThat(said()).contains("did not finish the TLS handshake in time");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void asksAnAddressOfVersion6(boolean secure) throws Exception {
    InetAddress address = InetAddress.getByAddress(VERSION_6_LOOPBACK);
    ServerSocket socket =
        secure
            ? local.server().getServerSocketFactory().createServerSocket(0, 100, address)
            : new ServerSocket(0, 100, address);
    try (StrictServer server = StrictServer.start(socket)) {
      String url = (secure ? "wss" : "ws") + "://[::1]:" + socket.getLocalPort() + "/echo";
      List<String> trust = secure ? List.of("--cacert", file("local.pem")) : List.of();
      assertThat(server.url()).endsWith("/echo");
      probe(url, trust.toArray(String[]::new));
      assertThat(err.toString()).isEmpty();
      assertThat(out.toString()).contains(url, "> Host: [::1]:" + socket.getLocalPort());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void goesThroughAProxy(boolean secure) throws Exception {
    Path credentials = Files.writeString(folder.resolve("credentials"), "ann:secret-word\n");
    try (StrictServer server = secure ? StrictServer.start(local.server()) : StrictServer.start();
        ConnectProxy proxy = ConnectProxy.start()) {
      List<String> arguments =
          new ArrayList<>(
              List.of("--proxy", proxy.url(), "--proxy-auth-file", credentials.toString()));
      if (secure) {
        arguments.addAll(List.of("--cacert", file("local.pem")));
      }
      assertThat(probe(server.url(), arguments.toArray(String[]::new))).isZero();
      String basic =
          Base64.getEncoder().encodeToString("ann:secret-word".getBytes(StandardCharsets.UTF_8));
      assertThat(proxy.requests())
          .hasSizeGreaterThan(5)
          .allMatch(head -> head.startsWith("CONNECT " + server.authority() + " HTTP/1.1\r\n"))
          .allMatch(head -> head.contains("\r\nHost: " + server.authority() + "\r\n"))
          .allMatch(head -> head.contains("\r\nProxy-Authorization: Basic " + basic + "\r\n"));
    }
  }

  /** Of the server it knows nothing: only the proxy looks up its name. */
  @Test
  void leavesTheServersNameToTheProxy() throws Exception {
    try (ConnectProxy proxy = ConnectProxy.answering("HTTP/1.1 502 No \u001bsuch host\r\n\r\n")) {
      assertThat(probe("ws://nowhere.invalid/", "--proxy", proxy.url())).isEqualTo(2);
      assertThat(said())
          .isEqualTo(
              "parley probe: nowhere.invalid: the proxy "
                  + proxy.authority()
                  + " makes no tunnel to nowhere.invalid:80: HTTP/1.1 502 No ?such host");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', requires a user and a password",
    "'HTTP/1.1 999 What\r\n\r\n', 'does not answer CONNECT as HTTP, but: HTTP/1.1 999'",
    "'SSH-2.0-OpenSSH_9\r\n', 'does not answer CONNECT as HTTP, but: SSH-2.0'",
    "'HTTP/1.1 200 OK\r\n', does not answer CONNECT as HTTP",
    "hang, does not answer CONNECT: the time was up"
  })
  void saysWhyAProxyMakesNoTunnel(String answer, String sentence) throws Exception {
    try (ConnectProxy proxy = ConnectProxy.answering(answer)) {
      assertThat(probe("wss://a.invalid/", "--proxy", proxy.url(), "--timeout", "0.5"))
          .isEqualTo(2);
      assertThat(said()).contains("a.invalid: the proxy " + proxy.authority(), sentence);
    }
  }

  @Test
  void readsABoundedPartOfAProxysAnswer() throws Exception {
    String endless = "HTTP/1.1 200 OK\r\nX: " + "y".repeat(100_000);
    try (ConnectProxy proxy = ConnectProxy.answering(endless)) {
      assertThat(probe("ws://a.invalid/", "--proxy", proxy.url())).isEqualTo(2);
      assertThat(said()).hasSizeLessThan(400);
    }
  }

  @Test
  void saysThatNoProxyListens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(probe("ws://a.invalid/", "--proxy", "http://127.0.0.1:" + port)).isEqualTo(2);
    assertThat(said()).isEqualTo("parley probe: nothing listens at the proxy 127.0.0.1:" + port);
  }

  @ParameterizedTest
  @CsvSource({
    "ws://a/ --insecure, 'are for URLs that begin with wss:'",
    "wss://a/ --key x, --key needs --cert",
    "wss://a/ --insecure --cacert x, give one of them",
    "ws://a/ --proxy https://b/, 'not a proxy of the form http://host:port: https://b/'",
    "ws://a/ --proxy http://u:hidden@b/, use --proxy-auth-file",
    "ws://a/ --proxy ftp://u:hidden@b/, 'not a proxy of the form http://host:port: ftp://b/'",
    "ws://a/ --proxy http://b:70000, not from 1 to 65535",
    "ws://a/ --proxy-auth-file x, --proxy-auth-file needs --proxy",
    "ws://a/ --cookie nonsense, --cookie is not of the form NAME=VALUE",
    "ws://a/ --cookie @nowhere, 'cannot read nowhere: there is no such file'",
    "ws://a/ --token-file nowhere, 'cannot read nowhere: there is no such file'",
    "wss://localhost:1/ --cacert nowhere, 'cannot read nowhere: there is no such file'",
    "wss://localhost:1/ --cacert pom.xml, pom.xml has no certificate in PEM form"
  })
  void saysInOneLineWhichOptionIsWrong(String arguments, String sentence) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(said()).startsWith("parley probe: ").contains(sentence).doesNotContain("hidden");
  }

  @Test
  void saysThatAKeyDoesNotFit() throws Exception {
    assertThat(
            run(
                "wss://localhost:1/",
                "--cert",
                file("client.pem"),
                "--key",
                file("local.key"),
                "--insecure"))
        .isEqualTo(2);
    assertThat(said()).contains("local.key is not the key of the certificate in");
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private String said() {
    String all = err.toString().strip();
    err.getBuffer().setLength(0);
    assertThat(all).doesNotContain("\n", "Exception");
    return all;
  }

  private int probe(String url, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(all.contains("--timeout") ? ONE.subList(0, 2) : ONE);
    all.add(url);
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return Arguments.strict()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(Stream.concat(Stream.of("probe"), Stream.of(arguments)).toArray(String[]::new));
  }
}
