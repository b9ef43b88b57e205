package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
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

  private URI of(String text) {
    return uris.of(HttpURI.from(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/echo",
        "https://example.org/chat/a-room",
        "http://192.0.2.1/chat?attempt=1&name=b",
        "https://[::1]:1/"
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
