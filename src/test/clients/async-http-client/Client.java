import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Dsl;
import org.asynchttpclient.ws.WebSocket;
import org.asynchttpclient.ws.WebSocketListener;
import org.asynchttpclient.ws.WebSocketUpgradeHandler;

/**
 * AsyncHttpClient, on Netty. Arguments: the URL, and the messages, each of which has to come back.
 */
public class Client {
  static final BlockingQueue<String> HEARD = new LinkedBlockingQueue<>();

  static class Listener implements WebSocketListener {
    @Override
    public void onOpen(WebSocket socket) {}

    @Override
    public void onClose(WebSocket socket, int code, String reason) {
      HEARD.add("closed with " + code + " " + reason);
    }

    @Override
    public void onError(Throwable fault) {
      HEARD.add("error " + fault);
    }

    @Override
    public void onTextFrame(String payload, boolean last, int rsv) {
      HEARD.add(payload);
    }
  }

  public static void main(String[] args) throws Exception {
    AsyncHttpClient client = Dsl.asyncHttpClient(Dsl.config().setEnablewebSocketCompression(true));
    WebSocket socket =
        client
            .prepareGet(args[0])
            .execute(
                new WebSocketUpgradeHandler.Builder().addWebSocketListener(new Listener()).build())
            .get(10, TimeUnit.SECONDS);
    String jar = Dsl.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    System.out.println("version " + jar.replaceAll(".*/async-http-client-|\\.jar", ""));
    for (int i = 1; i < args.length; i++) {
      socket.sendTextFrame(args[i]);
      System.out.println("heard " + HEARD.poll(10, TimeUnit.SECONDS));
    }
    client.close();
  }
}
