package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.JakartaWebSocketServerContainer;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointAnalysisTest {
  private final Server jetty = new Server();
  private final ServletContextHandler context = new ServletContextHandler("/");
  private EndpointAnalysis analysis;

  @ServerEndpoint("/room/{name}")
  public static final class RoomClass {
    @OnMessage
    public void text(String text, @PathParam("name") String name) {}
  }

  @ServerEndpoint("/other")
  public static final class OtherClass {}

  @BeforeEach
  void start() throws Exception {
    JakartaWebSocketServletContainerInitializer.configure(context, null);
    jetty.setHandler(context);
    jetty.start();
    analysis =
        new EndpointAnalysis(
            JakartaWebSocketServerContainer.getContainer(context.getServletContext()));
  }

  @AfterEach
  void stop() throws Exception {
    jetty.stop();
  }

  private static ServerEndpointConfig ofHandshake(Class<?> endpoint) {
    return ServerEndpointConfig.Builder.create(endpoint, "/").build();
  }

  @Test
  void aClassIsAnalysedOnceForAllHandshakes() {
    var first = analysis.getMetadata(RoomClass.class, ofHandshake(RoomClass.class));
    assertThat(first.getUriTemplatePathSpec().getVariables()).containsExactly("name");
    assertThat(first.getTextMetadata()).isNotNull();
    assertThat(analysis.getMetadata(RoomClass.class, ofHandshake(RoomClass.class))).isSameAs(first);
    var other = analysis.getMetadata(OtherClass.class, ofHandshake(OtherClass.class));
    assertThat(other.getTextMetadata()).isNull();
  }
}
