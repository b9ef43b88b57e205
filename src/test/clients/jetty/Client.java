import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** Jetty 12.0. Arguments: the URL, and the messages, each of which has to come back. */
public class Client {
  public static class Listener implements Session.Listener.AutoDemanding {
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @Override
    public void onWebSocketText(String text) {
      heard.add(text);
    }

    @Override
    public void onWebSocketClose(int code, String reason) {
      heard.add("closed with " + code + " " + reason);
    }
  }

  public static void main(String[] args) throws Exception {
    WebSocketClient client = new WebSocketClient();
    client.start();
    Listener listener = new Listener();
    ClientUpgradeRequest request = new ClientUpgradeRequest();
    request.addExtensions("permessage-deflate");
    Session session =
        client.connect(listener, URI.create(args[0]), request).get(10, TimeUnit.SECONDS);
    System.out.println("version " + org.eclipse.jetty.util.Jetty.VERSION);
    for (int i = 1; i < args.length; i++) {
      session.sendText(args[i], Callback.NOOP);
      System.out.println("heard " + listener.heard.poll(10, TimeUnit.SECONDS));
    }
    client.stop();
  }
}
