import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.impl.launcher.commands.VersionCommand;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Vert.x, which is Netty's. Arguments: the URL, and the messages, each of which has to come back.
 */
public class Client {
  public static void main(String[] args) throws Exception {
    URI uri = URI.create(args[0]);
    Vertx vertx = Vertx.vertx();
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    WebSocketClientOptions options =
        new WebSocketClientOptions().setTryUsePerMessageCompression(true);
    WebSocket socket =
        vertx
            .createWebSocketClient(options)
            .connect(uri.getPort(), uri.getHost(), uri.getPath() + "?" + uri.getQuery())
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    System.out.println("version " + VersionCommand.getVersion());
    socket.textMessageHandler(heard::add);
    socket.closeHandler(
        end -> heard.add("closed with " + socket.closeStatusCode() + " " + socket.closeReason()));
    for (int i = 1; i < args.length; i++) {
      socket.writeTextMessage(args[i]);
      System.out.println("heard " + heard.poll(10, TimeUnit.SECONDS));
    }
    System.exit(0); // Its threads are no daemons.
  }
}
