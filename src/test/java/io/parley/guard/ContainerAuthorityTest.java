package io.parley.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.http.Headers;
import io.parley.tool.FakeContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerAuthorityTest {
  /** The embedded server's own answer would be a string. */
  private static final Object NO_STRING = 0;

  private static Headers host(String value) {
    return Headers.of(List.of(new Headers.Field("Host", value)));
  }

  private static HttpServletRequest on(String name) {
    return FakeContext.of(
        HttpServletRequest.class,
        Map.of(
            "getAttribute",
            NO_STRING,
            "getServerName",
            name,
            "getServerPort",
            8080,
            "getScheme",
            "http"));
  }

  /** It throws when it is asked for a name, as Undertow 2.4 does of some malformed hosts. */
  private static HttpServletRequest nameless() {
    return FakeContext.of(HttpServletRequest.class, Map.of("getAttribute", NO_STRING));
  }

  @Test
  void aContainerIsNotAskedAboutAMalformedHost() {
    assertThat(ContainerAuthority.of(nameless(), host("[::1"))).isEmpty();
    assertThatThrownBy(() -> ContainerAuthority.of(nameless(), host("localhost")))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theContainersAuthorityCountsWhereItDiffersFromHost() {
    assertThat(ContainerAuthority.of(on("other.example"), host("localhost:8080")))
        .contains("other.example:8080");
    assertThat(ContainerAuthority.of(on("localhost"), host("localhost:8080"))).isEmpty();
  }
}
