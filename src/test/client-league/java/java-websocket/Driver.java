import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;

/** Java-WebSocket. The empty protocol permits a server that selects none. */
class Driver {
  public static void main(String[] args) throws Exception {
    Cases.play(
        args, Cases.version(WebSocketClient.class), (uri, ended) -> new Echo(uri, ended).connect());
  }

  private static Draft_6455 draft() {
    return new Draft_6455(
        List.of(new PerMessageDeflateExtension()),
        List.of(new Protocol("chat.one"), new Protocol("chat.two"), new Protocol("")));
  }

  static class Echo extends WebSocketClient {
    private final CountDownLatch ended;

    Echo(URI uri, CountDownLatch ended) {
      super(uri, draft());
      this.ended = ended;
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
      send("hello");
    }

    @Override
    public void onMessage(String text) {
      send(text);
    }

    @Override
    public void onMessage(ByteBuffer octets) {
      send(octets);
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      ended.countDown();
    }

    @Override
    public void onError(Exception error) {
      // onClose follows.
    }
  }
}
