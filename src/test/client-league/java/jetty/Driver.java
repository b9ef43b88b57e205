import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** Jetty's client. Each case has a client of its own, and so no kept connection. */
class Driver {
  public static void main(String[] args) throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool(2000);
    threads.start();
    Cases.play(
        args,
        Cases.version(WebSocketClient.class),
        (uri, ended) -> {
          HttpClient http = new HttpClient();
          http.setExecutor(threads);
          WebSocketClient client = new WebSocketClient(http);
          client.start();
          ClientUpgradeRequest request = new ClientUpgradeRequest(uri);
          request.setSubProtocols(Cases.SUBPROTOCOLS);
          request.addExtensions("permessage-deflate");
          client.connect(new Echo(ended), request).get();
        });
  }

  public static class Echo implements Session.Listener.AutoDemanding {
    private final CountDownLatch ended;
    private Session session;

    Echo(CountDownLatch ended) {
      this.ended = ended;
    }

    @Override
    public void onWebSocketOpen(Session session) {
      this.session = session;
      session.sendText("hello", Callback.NOOP);
    }

    @Override
    public void onWebSocketText(String text) {
      session.sendText(text, Callback.NOOP);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer octets, Callback callback) {
      session.sendBinary(octets, callback);
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
      callback.succeed();
      ended.countDown();
    }
  }
}
