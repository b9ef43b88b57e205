package io.parley.server;

import io.parley.settings.BridgeAttributes;
import io.parley.tool.TinyWar;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * A web application that shows what the server did with it. Its classes are loaded anew from its
 * WAR, so it speaks to the test by system properties.
 */
@WebListener
public final class TinyApplication implements ServletContextListener {
  static final String LOG = "tiny.log";
  static final String FAIL = "tiny.fail";
  static final String STUCK = "tiny.stuck";
  static final String LINGER = "tiny.linger";

  /** Among the system's properties: what messages wait for, a stage. */
  static final String STORED = "tiny.stored";

  private static BiConsumer<CompletionStage<?>, Integer> storing = (stage, size) -> {};

  static Path war(Path folder) throws IOException {
    try (TinyWar war = TinyWar.at(folder.resolve("tiny.war"))) {
      return war.with(TinyApplication.class, Socket.class, Storing.class)
          .with("page.txt", "folder/inner.txt")
          .with("WEB-INF/launch/launch.txt", "io/parley/Launcher.class")
          .pack();
    }
  }

  private static void log(String line) {
    System.setProperty(LOG, System.getProperty(LOG, "") + line + "\n");
  }

  @Override
  @SuppressWarnings("unchecked") // Handover says what it is.
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    storing =
        (BiConsumer<CompletionStage<?>, Integer>) context.getAttribute(BridgeAttributes.STORING);
    log("start " + context.getAttribute(BridgeAttributes.OPTIONS));
    log("bound " + context.getAttribute(BridgeAttributes.LISTENERS));
    context.setAttribute(BridgeAttributes.DRAIN, (Runnable) TinyApplication::drain);
    if (Boolean.getBoolean(FAIL)) {
      throw new IllegalStateException("no");
    }
  }

  private static void drain() {
    log("drain");
    if (Boolean.getBoolean(STUCK)) {
      await(60_000);
    }
  }

  private static void await(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    log("stop");
    if (Boolean.getBoolean(LINGER)) {
      await(1_000);
    }
  }

  /** Found by its annotation. */
  @ServerEndpoint("/socket")
  public static final class Socket {
    /** Never asked. */
    @OnMessage
    public void message(Session session, String text) {
      log(text);
    }
  }

  /** Each of its messages waits. */
  @ServerEndpoint("/storing")
  public static final class Storing {
    /** Answers at once. */
    @OnMessage
    @SuppressWarnings("FutureReturnValueIgnored") // Whoever waits for it sees it come.
    public void message(Session session, String text) {
      // A text that tells its size says how much it is.
      int size = text.startsWith("#") ? Integer.parseInt(text.substring(1)) : text.length();
      size = text.equals("hold") ? BridgeAttributes.HOLD : size;
      storing.accept((CompletionStage<?>) System.getProperties().get(STORED), size);
      session.getAsyncRemote().sendText(text);
    }
  }
}
