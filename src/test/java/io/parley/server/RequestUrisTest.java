package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.ExtensionStack;
import org.eclipse.jetty.websocket.core.Negotiated;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestUrisTest {
  private final RequestUris uris = new RequestUris();

  /** As a plain handshake with that target and host would say it. */
  private URI of(String text) {
    String rest = text.substring(text.indexOf("://") + 3);
    int path = rest.indexOf('/');
    Map.Entry<String, String> host = Map.entry("Host", rest.substring(0, path));
    RequestHead head =
        new RequestHead("GET", rest.substring(path), "HTTP/1.1", List.of(host), true);
    return uris.of(head, text.startsWith("https"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/echo",
        "https://example.org/chat/a-room",
        "http://192.0.2.1/chat?attempt=1&name=b",
        "https://localhost:1/",
        "http://localhost:80/echo",
        "https://localhost:443/echo",
        "http://localhost:443/echo"
      })
  void givesTheUriThatJettyWouldGive(String text) {
    URI jetty =
        new Negotiated(
                HttpURI.from(text).toURI(),
                null,
                false,
                new ExtensionStack(new WebSocketComponents(), Behavior.SERVER),
                "13")
            .getRequestURI();
    assertThat(of(text)).isEqualTo(jetty);
    assertThat(of(text)).isEqualTo(jetty);
  }

  @Test
  void sharesTheUriOfRequestsForTheSame() {
    assertThat(of("http://localhost/echo")).isSameAs(of("http://localhost/echo"));
  }

  @Test
  void keepsNoQuery() {
    assertThat(of("http://localhost/echo?ticket=1"))
        .isNotSameAs(of("http://localhost/echo?ticket=1"));
  }

  @Test
  void keepsFewUris() {
    URI first = of("http://localhost/0");
    for (int other = 1; other < 1_000; other++) {
      assertThat(of("http://localhost/" + other)).hasPath("/" + other);
    }
    assertThat(of("http://localhost/0")).isEqualTo(first).isNotSameAs(first);
  }
}
