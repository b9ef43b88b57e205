import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Plays cases of {@code parley probe --client}, one after another, each on a connection of its own.
 */
final class Cases {
  static final String[] SUBPROTOCOLS = {"chat.one", "chat.two"};

  /** Longer than the prober waits for anything. */
  private static final int SECONDS = 20;

  /**
   * Seconds at the end, in which the prober sees what is left open: the end of a process closes it.
   */
  private static final int REST = 10;

  private Cases() {}

  interface Client {
    /**
     * Connects, says hello, and echoes each message.
     *
     * @param ended is counted down when the connection has failed or ended; an exception says the
     *     same
     */
    void play(URI uri, CountDownLatch ended) throws Exception;
  }

  /**
   * Prints each case before it is played.
   *
   * @param args the prober's URL, the client's name, the first and the last case
   */
  static void play(String[] args, String version, Client client) throws Exception {
    System.out.println("version " + version);
    for (int n = Integer.parseInt(args[2]); n <= Integer.parseInt(args[3]); n++) {
      System.out.println("case " + n);
      URI uri = URI.create(args[0] + "/case/" + n + "?agent=" + args[1]);
      CountDownLatch ended = new CountDownLatch(1);
      Thread thread = new Thread(() -> play(client, uri, ended));
      thread.setDaemon(true);
      thread.start();
      if (!ended.await(SECONDS, TimeUnit.SECONDS)) {
        System.out.println("not ended " + n);
      }
    }
    TimeUnit.SECONDS.sleep(REST);
    Runtime.getRuntime().halt(0); // Some clients have threads that are no daemons.
  }

  private static void play(Client client, URI uri, CountDownLatch ended) {
    try {
      client.play(uri, ended);
    } catch (Exception failed) {
      ended.countDown();
    }
  }

  /** The version in the name of the jar that holds the class. */
  static String version(Class<?> type) {
    String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return jar.replaceAll(".*?-(\\d[^/]*)\\.jar$", "$1");
  }
}
