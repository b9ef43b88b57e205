package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.settings.BoundListener;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketsTest {
  private static String reason(int port, String message) {
    InetSocketAddress socket = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return Sockets.reason(socket, new BindException(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "80|Permission denied|ports below 1024 need rights that this process does not have.",
        "8080|Permission denied|this process has no right to.",
        "8080|Address already in use|the port is in use on 127.0.0.1:8080.",
      })
  void everyReasonIsOneSentence(int port, String message, String reason) {
    assertThat(reason(port, message)).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 8080, http://localhost:8080/",
    "LocalHost, 80, http://localhost/",
    "0.0.0.0, 8080, http://localhost:8080/",
    "127.0.0.1, 8080, http://127.0.0.1:8080/",
    "::1, 80, http://[::1]/",
    "[::1], 8080, http://[::1]:8080/",
    "0:0:0:0:0:0:0:1, 8080, http://[::1]:8080/",
  })
  void theUrlIsOneThatABrowserOnThisMachineCanOpen(String host, int port, String url)
      throws Exception {
    ListenHost listenHost = ListenHost.of(host);
    assertThat(listenHost.url(listener(listenHost, port, false))).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "::, [::]",
    "2001:DB8::1, [2001:db8::1]",
    "0:0:0:1:0:0:0:1, [::1:0:0:0:1]",
    "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]",
    "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]",
    "1:2:3:4:5:6:0:0, [1:2:3:4:5:6::]",
    "127.0.0.1, 127.0.0.1",
  })
  void anAddressIsShownInOneForm(String address, String shown) throws Exception {
    InetAddress host = InetAddress.getAllByName(address)[0];
    assertThat(ListenHost.describe(new InetSocketAddress(host, 80))).isEqualTo(shown + ":80");
  }

  @Test
  void anAddressIsNotLookedUpTwice() throws Exception {
    assertThat(ListenHost.of("127.0.0.1").addresses())
        .isEqualTo(List.of(InetAddress.getLoopbackAddress()));
  }

  @Test
  void theUrlOfASecureListenerIsOfHttps() throws Exception {
    ListenHost listenHost = ListenHost.of("::1");
    assertThat(listenHost.url(listener(listenHost, 443, true))).isEqualTo("https://[::1]/");
    assertThat(listenHost.url(listener(listenHost, 80, true))).isEqualTo("https://[::1]:80/");
  }

  @Test
  void aListenerIsDescribedAsItsConnectorIs() {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8443);
    ServerConnector plain = new ServerConnector(new Server(), new HttpConnectionFactory());
    assertThat(Listeners.describe(plain, address))
        .isEqualTo(new BoundListener(address.getAddress(), 8443, false, List.of("http/1.1")));
    ServerConnector secure =
        new ServerConnector(
            new Server(),
            new SslConnectionFactory(new SslContextFactory.Server(), "http/1.1"),
            new HttpConnectionFactory());
    BoundListener described = Listeners.describe(secure, address);
    assertThat(described.secure()).isTrue();
    assertThat(described.protocols()).containsExactly("http/1.1");
  }

  private static BoundListener listener(ListenHost host, int port, boolean secure) {
    return new BoundListener(host.addresses().get(0), port, secure, List.of("http/1.1"));
  }
}
