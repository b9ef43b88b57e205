import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.ext.extension.deflate.PerMessageDeflateExtension;

/** Tyrus, with its extension for compression. */
class Driver {
  public static void main(String[] args) throws Exception {
    ClientManager client = ClientManager.createClient();
    Cases.play(
        args,
        Cases.version(ClientManager.class),
        (uri, ended) ->
            client.connectToServer(
                new Echo(ended),
                ClientEndpointConfig.Builder.create()
                    .preferredSubprotocols(List.of(Cases.SUBPROTOCOLS))
                    .extensions(List.of(new PerMessageDeflateExtension()))
                    .build(),
                uri));
  }

  static class Echo extends Endpoint {
    private final CountDownLatch ended;

    Echo(CountDownLatch ended) {
      this.ended = ended;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(
          String.class,
          (MessageHandler.Whole<String>) text -> session.getAsyncRemote().sendText(text));
      session.addMessageHandler(
          ByteBuffer.class,
          (MessageHandler.Whole<ByteBuffer>) octets -> session.getAsyncRemote().sendBinary(octets));
      session.getAsyncRemote().sendText("hello");
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      ended.countDown();
    }
  }
}
