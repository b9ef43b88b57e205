import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Spring's client on the WebSocket API of Jakarta, here Tomcat's. */
class Driver {
  public static void main(String[] args) throws Exception {
    StandardWebSocketClient client = new StandardWebSocketClient();
    WebSocketHttpHeaders headers = new WebSocketHttpHeaders();
    headers.setSecWebSocketProtocol(List.of(Cases.SUBPROTOCOLS));
    headers.setSecWebSocketExtensions(WebSocketExtension.parseExtensions("permessage-deflate"));
    Cases.play(
        args,
        Cases.version(StandardWebSocketClient.class)
            + ", Tomcat "
            + Cases.version(WsWebSocketContainer.class),
        (uri, ended) -> client.execute(new Echo(ended), headers, uri).get());
  }

  static class Echo extends AbstractWebSocketHandler {
    private final CountDownLatch ended;

    Echo(CountDownLatch ended) {
      this.ended = ended;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws Exception {
      session.sendMessage(new TextMessage("hello"));
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message)
        throws Exception {
      session.sendMessage(message);
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message)
        throws Exception {
      session.sendMessage(message);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
      ended.countDown();
    }
  }
}
