package io.parley.server;

import java.security.SecureRandom;
import java.util.Locale;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;

/**
 * Initializes parts of the JDK that Jetty needs a moment later, while another thread reads the
 * command line, and spares Jetty one that it needs for nothing else: their cost is a tenth of the
 * start.
 */
public final class JdkInitialization {
  /** How long some of Jetty's arrays are; where it is not set, Jetty asks all JMX beans for it. */
  private static final String REFERENCES = "org.eclipse.jetty.util.referencesPerCacheLine";

  /**
   * What Jetty finds with compressed object pointers, which are the default below 32 GB of heap.
   */
  private static final String USUAL = "16";

  private JdkInitialization() {}

  /** Returns at once; the rest happens in a thread. */
  public static void begin() {
    System.getProperties().putIfAbsent(REFERENCES, USUAL);
    Thread thread = new Thread(JdkInitialization::run, "parley-jdk-initialization");
    thread.setDaemon(true);
    thread.start();
  }

  /** What fails here fails again, and is reported, where it is needed. */
  private static void run() {
    Locale.getAvailableLocales();
    new SecureRandom().nextInt();
    try {
      SAXParserFactory.newInstance().newSAXParser();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(e);
    }
  }
}
