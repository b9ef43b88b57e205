package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.websocket.server.ServerEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
  @ParameterizedTest
  @ValueSource(strings = {"/", "/chat", "/chat/{room}", "/echo"})
  void makesTheEndpointOfEachPath(String path) {
    Object first = Endpoints.of(path);
    assertThat(first.getClass().getAnnotation(ServerEndpoint.class).value()).isEqualTo(path);
    assertThat(Endpoints.of(path)).isNotSameAs(first);
  }

  @Test
  void makesNoneOfAnotherPath() {
    assertThatIllegalArgumentException().isThrownBy(() -> Endpoints.of("/chat/blue"));
  }
}
