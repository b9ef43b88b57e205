package io.parley.server;

import io.parley.settings.Handover;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A web application that shows what the server did with it. Its classes are loaded anew from its
 * WAR, so it speaks to the test by system properties.
 */
@WebListener
public final class TinyApplication implements ServletContextListener {
  static final String LOG = "tiny.log";
  static final String FAIL = "tiny.fail";
  static final String STUCK = "tiny.stuck";

  static Path war(Path folder) throws IOException {
    Path war = folder.resolve("tiny.war");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      for (Class<?> type : List.of(TinyApplication.class, Socket.class)) {
        String name = type.getName().replace('.', '/') + ".class";
        zip.putNextEntry(new ZipEntry("WEB-INF/classes/" + name));
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
          bytes.transferTo(zip);
        }
      }
      write(zip, "page.txt");
      write(zip, "folder/inner.txt");
      write(zip, "WEB-INF/launch/launch.txt");
      write(zip, "io/parley/Launcher.class");
    }
    return war;
  }

  private static void write(OutputStream zip, String name) throws IOException {
    ((ZipOutputStream) zip).putNextEntry(new ZipEntry(name));
    zip.write('x');
  }

  private static void log(String line) {
    System.setProperty(LOG, System.getProperty(LOG, "") + line + "\n");
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    log("start " + context.getAttribute(Handover.OPTIONS));
    log("bound " + context.getAttribute(Handover.CONNECTORS));
    log("loaded by the server: " + (getClass().getClassLoader() == String.class.getClassLoader()));
    context.setAttribute(Handover.DRAIN, (Runnable) TinyApplication::drain);
    if (Boolean.getBoolean(FAIL)) {
      throw new IllegalStateException("no");
    }
  }

  private static void drain() {
    log("drain");
    if (Boolean.getBoolean(STUCK)) {
      await();
    }
  }

  private static void await() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    log("stop");
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
}
