package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointMethodsTest {
  /** The six methods that each endpoint of Parley has. */
  public static class Six {
    final List<Object> seen = new ArrayList<>();

    @OnOpen
    public void open(Session session) {}

    @OnMessage
    public void text(String text) {
      seen.add(text);
    }

    @OnMessage
    public void binary(byte[] bytes) {}

    @OnMessage
    public void pong(PongMessage pong) {}

    @OnClose
    public void close(CloseReason reason) {
      seen.add(reason);
    }

    @OnError
    public void error(Throwable cause) {
      seen.add(cause);
    }

    public void other(String text) {}
  }

  @ServerEndpoint("/plain")
  public static final class Plain extends Six {}

  @ServerEndpoint("/room/{name}")
  public static final class Variable extends Six {
    @OnMessage
    public void text(String text, @PathParam("name") String name) {}
  }

  @ServerEndpoint("/few")
  public static final class Few {
    @OnMessage
    public void text(String text) {}
  }

  public static final class Upper implements Encoder.Text<String> {
    @Override
    public String encode(String text) {
      return text;
    }

    @Override
    public void init(EndpointConfig config) {}

    @Override
    public void destroy() {}
  }

  @ServerEndpoint(value = "/coded", encoders = Upper.class)
  public static final class Coded extends Six {}

  @ServerEndpoint("/limited")
  public static final class Limited extends Six {
    @Override
    @OnMessage(maxMessageSize = 8)
    public void text(String text) {}
  }

  public static final class NoEndpoint extends Six {}

  @Test
  void theMethodsOfAnEndpointAreCalledWithTheirArgument() throws Throwable {
    EndpointMethods methods = EndpointMethods.of(Plain.class).orElseThrow();
    Plain endpoint = new Plain();
    Throwable cause = new IllegalStateException("gone");
    methods.text().invoke((Object) endpoint, "hello");
    methods.error().invoke((Object) endpoint, cause);
    assertThat(endpoint.seen).containsExactly("hello", cause);
  }

  @Test
  void jettyHandlesAClassWithOtherMethodsCodersOrLimits() {
    assertThat(EndpointMethods.of(Variable.class)).isEmpty();
    assertThat(EndpointMethods.of(Few.class)).isEmpty();
    assertThat(EndpointMethods.of(Coded.class)).isEmpty();
    assertThat(EndpointMethods.of(Limited.class)).isEmpty();
    assertThat(EndpointMethods.of(NoEndpoint.class)).isEmpty();
  }
}
