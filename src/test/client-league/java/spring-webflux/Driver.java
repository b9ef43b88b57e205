import java.util.List;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;

/** Spring's client for WebFlux, on Reactor Netty. */
class Driver {
  public static void main(String[] args) throws Exception {
    ReactorNettyWebSocketClient client =
        new ReactorNettyWebSocketClient(
            HttpClient.newConnection(), () -> WebsocketClientSpec.builder().compress(true));
    Cases.play(
        args,
        Cases.version(ReactorNettyWebSocketClient.class)
            + ", Reactor Netty "
            + Cases.version(HttpClient.class),
        (uri, ended) ->
            client.execute(uri, new Echo()).doFinally(end -> ended.countDown()).block());
  }

  static class Echo implements WebSocketHandler {
    @Override
    public List<String> getSubProtocols() {
      return List.of(Cases.SUBPROTOCOLS);
    }

    @Override
    public Mono<Void> handle(WebSocketSession session) {
      Flux<WebSocketMessage> echoes =
          session
              .receive()
              .filter(each -> each.getType() != WebSocketMessage.Type.PONG)
              .map(each -> copy(session, each));
      return session.send(Flux.just(session.textMessage("hello")).concatWith(echoes));
    }

    private static WebSocketMessage copy(WebSocketSession session, WebSocketMessage message) {
      return message.getType() == WebSocketMessage.Type.TEXT
          ? session.textMessage(message.getPayloadAsText())
          : new WebSocketMessage(message.getType(), DataBufferUtils.retain(message.getPayload()));
    }
  }
}
