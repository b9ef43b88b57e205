package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.archive.WarFile;
import io.parley.settings.BadSettingException;
import io.parley.settings.Settings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life cycle of a server, seen by a web application in it. */
class ParleyServerIT {
  @TempDir private Path folder;
  private Path war;
  private Optional<ParleyServer> running = Optional.empty();

  @BeforeEach
  void pack() throws IOException {
    war = TinyApplication.war(folder);
    List.of(
            TinyApplication.LOG,
            TinyApplication.FAIL,
            TinyApplication.STUCK,
            TinyApplication.LINGER)
        .forEach(System::clearProperty);
  }

  @AfterEach
  void close() {
    running.ifPresent(ParleyServer::close);
  }

  private ParleyServer start(Map<String, List<String>> options) throws Exception {
    Settings settings = Settings.read(options, name -> Optional.empty(), name -> Optional.empty());
    ParleyServer server = new ParleyServer(WarFile.open(war), settings, options);
    running = Optional.of(server);
    server.start();
    return server;
  }

  private ParleyServer start() throws Exception {
    return start(Map.of("port", List.of("0")));
  }

  private static String get(ParleyServer server, String path) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.ports().get(0));
    return Bytes.say(address, "GET " + path + " HTTP/1.1", "Host: a", "Connection: close");
  }

  private static String log() {
    return System.getProperty(TinyApplication.LOG, "");
  }

  @Test
  void localhostIsBothLoopbacksOnOnePort() throws Exception {
    InetAddress ipv6 = InetAddress.getAllByName("::1")[0];
    Assumptions.assumeTrue(ListenHost.exists(ipv6), "this machine has no IPv6 loopback");
    int port = start().ports().get(0);

    for (String address : List.of("127.0.0.1", "::1")) {
      assertThat(
              Bytes.say(
                  new InetSocketAddress(address, port),
                  "GET /page.txt HTTP/1.1",
                  "Host: a",
                  "Connection: close"))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("\r\n\r\nx");
    }
  }

  @Test
  void everyPortIsAConnectorOfItsOwn() throws Exception {
    ParleyServer server = start(Map.of("port", List.of("0", "0")));

    assertThat(server.ports()).hasSize(2).doesNotHaveDuplicates();
    assertThat(server.urls())
        .containsExactly(
            "http://localhost:" + server.ports().get(0) + "/",
            "http://localhost:" + server.ports().get(1) + "/");
  }

  @Test
  void theApplicationKnowsOptionsAndRealAddressesWhenItStarts() throws Exception {
    ParleyServer server =
        start(Map.of("port", List.of("0"), "host", List.of("127.0.0.1"), "ping", List.of("9")));

    assertThat(log())
        .contains("ping=[9]")
        .contains("address=/127.0.0.1")
        .contains("port=" + server.ports().get(0))
        .contains("secure=false")
        .contains("protocols=[http/1.1]");
  }

  @Test
  void anAnnotatedEndpointOfTheWarIsFound() throws Exception {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), start().ports().get(0));

    String status =
        Bytes.status(
            address,
            "GET /socket HTTP/1.1",
            "Host: a",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13");

    assertThat(status).isEqualTo("101");
  }

  @Test
  void neitherLauncherNorFoldersNorTheServersNameAreShown() throws Exception {
    ParleyServer server = start();

    assertThat(get(server, "/io/parley/Launcher.class")).startsWith("HTTP/1.1 404 ");
    assertThat(get(server, "/WEB-INF/launch/launch.txt")).startsWith("HTTP/1.1 404 ");
    assertThat(get(server, "/folder/")).startsWith("HTTP/1.1 403 ").doesNotContain("inner");
    assertThat(get(server, "/page.txt")).doesNotContainIgnoringCase("jetty");
    assertThat(get(server, "/none")).startsWith("HTTP/1.1 404 ").doesNotContainIgnoringCase("html");
  }

  @Test
  void aFolderBesideTheWarThatHasItsNameIsLeftAlone() throws Exception {
    Path beside = Files.createDirectory(folder.resolve("tiny"));

    start();

    assertThat(beside).isEmptyDirectory();
  }

  @Test
  void drainComesBeforeTheEndOfTheApplication() throws Exception {
    start().close();

    assertThat(log()).endsWith("drain\nstop\n");
  }

  @Test
  void whileTheApplicationStopsRequestsAreToldToComeBackLater() throws Exception {
    System.setProperty(TinyApplication.LINGER, "true");
    ParleyServer server = start();
    Thread closing = new Thread(server::close);
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.ports().get(0));
    closing.start();
    while (!log().endsWith("stop\n")) {
      Thread.onSpinWait();
    }

    assertThat(Bytes.status(address, "GET /page.txt HTTP/1.1", "Host: a")).isEqualTo("503");
    closing.join();
  }

  @Test
  void closingTwiceIsClosingOnce() throws Exception {
    ParleyServer server = start();
    server.close();
    String once = log();
    server.close();

    assertThat(log()).isEqualTo(once);
  }

  @Test
  void aClosedServerGivesItsPortsBack() throws Exception {
    ParleyServer server = start();
    server.close();

    assertThatThrownBy(() -> get(server, "/")).isInstanceOf(ConnectException.class);
  }

  @Test
  void aDrainThatHangsDoesNotKeepTheServerFromStopping() throws Exception {
    System.setProperty(TinyApplication.STUCK, "true");
    ParleyServer server = start(Map.of("port", List.of("0"), "drain", List.of("1s")));

    long before = System.nanoTime();
    server.close();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
    assertThat(log()).endsWith("drain\nstop\n");
  }

  @Test
  void aFailedApplicationFailsTheStartAndGivesThePortsBack() throws Exception {
    System.setProperty(TinyApplication.FAIL, "true");

    assertThatThrownBy(this::start).isInstanceOf(IllegalStateException.class).hasMessage("no");
    int port = Integer.parseInt(log().replaceAll("(?s).*?:(\\d+).*", "$1"));
    try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(again.isBound()).isTrue();
    }
  }

  @Test
  void aPortInUseIsNamedWithItsHostAndNothingStaysOpen() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getAllByName("127.0.0.1")[0])) {
      String port = Integer.toString(taken.getLocalPort());
      Map<String, List<String>> options = Map.of("port", List.of("0", port));

      assertThatThrownBy(() -> start(options))
          .isInstanceOf(ListenException.class)
          .hasMessage(
              "Cannot listen on localhost:%s: the port is in use on 127.0.0.1:%s.", port, port);
      assertThat(log()).isEmpty();
    }
  }

  @Test
  void anAddressOfAnotherMachineIsNamed() {
    Map<String, List<String>> options =
        Map.of("host", List.of("192.0.2.1"), "port", List.of("8080"));

    assertThatThrownBy(() -> start(options))
        .isInstanceOf(ListenException.class)
        .hasMessage(
            "Cannot listen on 192.0.2.1:8080: no interface of this machine has that address.");
  }

  @Test
  void aHostThatCannotBeResolvedIsABadSetting() {
    assertThatThrownBy(() -> start(Map.of("host", List.of("no.such.host.invalid"))))
        .isInstanceOf(BadSettingException.class)
        .hasMessage(
            "Bad --host on the command line: \"no.such.host.invalid\";"
                + " expected a host that can be resolved.");
  }
}
