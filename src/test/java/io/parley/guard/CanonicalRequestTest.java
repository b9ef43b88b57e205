package io.parley.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handshake.Verdict.Accept;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an engine reads of a request that was accepted. */
class CanonicalRequestTest {
  private static HttpServletRequest asked(String host, String uri, String query) {
    Map<String, Object> answers =
        Map.of(
            "getScheme",
            "ftp",
            "isSecure",
            false,
            "getServerName",
            host,
            "getServerPort",
            8080,
            "getRequestURI",
            uri);
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getQueryString")
                        ? query
                        : answers.get(method.getName()));
    Accept accept = new Accept(Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    return new CanonicalRequest(request, "/guest", accept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{1}",
        "%",
        "a=%zz",
        "%FF",
        "\u2028",
        "\ufffd",
        "\ud800",
        "|^`\"<>\\",
        "a[]",
        "?",
        "=&&",
        ""
      })
  void hasAUriThatCanBeParsed(String query) {
    HttpServletRequest request = asked("localhost", "/app/{x}|%7B", query);
    URI uri = URI.create(request.getRequestURL() + "?" + request.getQueryString());
    assertThat(uri.getPath()).isEqualTo("/app/{x}|{");
    assertThat(uri.getRawPath()).isEqualTo(request.getRequestURI());
    assertThat(uri.getPort()).isEqualTo(8080);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[....]", "[:]", "a b", "{1}", "a|b"})
  void namesAHostThatCanBeParsed(String host) {
    HttpServletRequest request = asked(host, "/", null);
    assertThat(URI.create(request.getRequestURL().toString()).getHost()).isEqualTo("localhost");
    assertThat(asked("[::1]", "/", null).getServerName()).isEqualTo("[::1]");
    assertThat(asked("a_b%41", "/", null).getServerName()).isEqualTo("a_b%41");
  }

  @Test
  void hasTheParametersOfItsQuery() {
    HttpServletRequest request = asked("localhost", "/", "a={1}&b=%zz&a=%C3%A9+x&c");
    assertThat(request.getQueryString()).isEqualTo("a=%7B1%7D&b=%25zz&a=%C3%A9+x&c");
    assertThat(request.getParameterValues("a")).containsExactly("{1}", "é x");
    assertThat(request.getParameter("a")).isEqualTo("{1}");
    assertThat(request.getParameter("b")).isEqualTo("%zz");
    assertThat(request.getParameter("c")).isEmpty();
    assertThat(request.getParameter("d")).isNull();
    assertThat(request.getParameterValues("d")).isNull();
    assertThat(Collections.list(request.getParameterNames())).containsExactly("a", "b", "c");
    assertThat(request.getParameterMap()).containsOnlyKeys("a", "b", "c");
  }

  @Test
  void hasNoQueryWhereNoneWasSent() {
    HttpServletRequest request = asked("localhost", "/", null);
    assertThat(request.getQueryString()).isNull();
    assertThat(request.getParameterMap()).isEmpty();
  }
}
