import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Vert.x, which is Netty's with a pool and an interface of its own. */
class Driver {
  public static void main(String[] args) throws Exception {
    WebSocketClient client =
        Vertx.vertx()
            .createWebSocketClient(
                new WebSocketClientOptions()
                    .setTryUsePerMessageCompression(true)
                    .setMaxConnections(1000));
    Cases.play(args, Cases.version(Vertx.class), (uri, ended) -> connect(client, uri, ended));
  }

  private static void connect(WebSocketClient client, URI uri, CountDownLatch ended) {
    ClientWebSocket socket = client.webSocket();
    socket.textMessageHandler(socket::writeTextMessage);
    socket.binaryMessageHandler(socket::writeBinaryMessage);
    socket.closeHandler(end -> ended.countDown());
    socket.exceptionHandler(failure -> socket.close());
    socket
        .connect(
            new WebSocketConnectOptions()
                .setHost(uri.getHost())
                .setPort(uri.getPort())
                .setURI(uri.getPath() + "?" + uri.getQuery())
                .setSubProtocols(List.of(Cases.SUBPROTOCOLS)))
        .onSuccess(open -> open.writeTextMessage("hello"))
        .onFailure(failure -> ended.countDown());
  }
}
