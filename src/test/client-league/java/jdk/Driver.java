import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/** The JDK's own client. It has no compression. */
class Driver {
  public static void main(String[] args) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    Cases.play(
        args,
        Runtime.version().toString(),
        (uri, ended) ->
            client
                .newWebSocketBuilder()
                .subprotocols("chat.one", "chat.two")
                .buildAsync(uri, new Echo(ended))
                .join());
  }

  /**
   * A message may come in parts; each is sent back as it is. Only one send at a time is allowed.
   */
  static class Echo implements WebSocket.Listener {
    private final CountDownLatch ended;
    private CompletionStage<?> sent = CompletableFuture.completedStage(null);

    Echo(CountDownLatch ended) {
      this.ended = ended;
    }

    @Override
    public void onOpen(WebSocket socket) {
      sent = socket.sendText("hello", true);
      socket.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      String text = part.toString();
      sent = sent.thenCompose(before -> socket.sendText(text, last));
      socket.request(1);
      return sent;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
      sent = sent.thenCompose(before -> socket.sendBinary(part, last));
      socket.request(1);
      return sent;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      ended.countDown();
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      ended.countDown();
    }
  }
}
