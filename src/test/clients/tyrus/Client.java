import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.ext.extension.deflate.PerMessageDeflateExtension;

/** Tyrus. Arguments: the URL, and the messages, each of which has to come back. */
public class Client {
  static final BlockingQueue<String> HEARD = new LinkedBlockingQueue<>();

  public static class Listener extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(
          new MessageHandler.Whole<String>() {
            @Override
            public void onMessage(String text) {
              HEARD.add(text);
            }
          });
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      HEARD.add("closed with " + reason);
    }
  }

  public static void main(String[] args) throws Exception {
    ClientEndpointConfig config =
        ClientEndpointConfig.Builder.create()
            .extensions(List.of(new PerMessageDeflateExtension()))
            .build();
    ClientManager client =
        ClientManager.createClient("org.glassfish.tyrus.container.jdk.client.JdkClientContainer");
    Session session = client.connectToServer(new Listener(), config, URI.create(args[0]));
    String jar = ClientManager.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    System.out.println("version " + jar.replaceAll(".*/tyrus-client-|\\.jar", ""));
    for (int i = 1; i < args.length; i++) {
      session.getBasicRemote().sendText(args[i]);
      System.out.println("heard " + HEARD.poll(10, TimeUnit.SECONDS));
    }
    System.exit(0); // Its threads are no daemons.
  }
}
