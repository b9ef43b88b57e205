import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/**
 * OkHttp. It offers compression by itself. Each case has a client of its own, and so no kept
 * connection.
 */
class Driver {
  public static void main(String[] args) throws Exception {
    Cases.play(
        args,
        Cases.version(OkHttpClient.class),
        (uri, ended) ->
            new OkHttpClient()
                .newWebSocket(
                    new Request.Builder()
                        .url(uri.toString())
                        .header("Sec-WebSocket-Protocol", String.join(", ", Cases.SUBPROTOCOLS))
                        .build(),
                    new Echo(ended)));
  }

  static class Echo extends WebSocketListener {
    private final CountDownLatch ended;

    Echo(CountDownLatch ended) {
      this.ended = ended;
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
      socket.send("hello");
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      socket.send(text);
    }

    @Override
    public void onMessage(WebSocket socket, ByteString octets) {
      socket.send(octets);
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
      socket.close(1000, null);
    }

    @Override
    public void onClosed(WebSocket socket, int code, String reason) {
      ended.countDown();
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, Response response) {
      ended.countDown();
    }
  }
}
