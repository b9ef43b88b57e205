import com.neovisionaries.ws.client.WebSocket;
import com.neovisionaries.ws.client.WebSocketAdapter;
import com.neovisionaries.ws.client.WebSocketExtension;
import com.neovisionaries.ws.client.WebSocketFactory;
import com.neovisionaries.ws.client.WebSocketFrame;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** nv-websocket-client. */
class Driver {
  public static void main(String[] args) throws Exception {
    Cases.play(
        args,
        Cases.version(WebSocket.class),
        (uri, ended) ->
            new WebSocketFactory()
                .createSocket(uri)
                .addProtocol("chat.one")
                .addProtocol("chat.two")
                .addExtension(WebSocketExtension.PERMESSAGE_DEFLATE)
                .addListener(new Echo(ended))
                .connect());
  }

  static class Echo extends WebSocketAdapter {
    private final CountDownLatch ended;

    Echo(CountDownLatch ended) {
      this.ended = ended;
    }

    @Override
    public void onConnected(WebSocket socket, Map<String, List<String>> headers) {
      socket.sendText("hello");
    }

    @Override
    public void onTextMessage(WebSocket socket, String text) {
      socket.sendText(text);
    }

    @Override
    public void onBinaryMessage(WebSocket socket, byte[] octets) {
      socket.sendBinary(octets);
    }

    @Override
    public void onDisconnected(
        WebSocket socket, WebSocketFrame theirs, WebSocketFrame ours, boolean byServer) {
      ended.countDown();
    }
  }
}
