package io.parley.settings;

/**
 * The servlet context attributes through which the embedded server and the web application meet.
 * Their values are JDK types only, for each side loads its classes by itself. In a container none
 * is there.
 */
public final class BridgeAttributes {
  /**
   * {@code Map<String, List<String>>}, set by the server: the command line, values by {@link
   * Option#spelling()}, for {@link Settings#read}.
   */
  public static final String OPTIONS = "io.parley.options";

  /**
   * {@code List<Map.Entry<String, String>>}, set by the server: what is wrong with the settings
   * already, of {@link BadSettings#entries}. Where there is anything, the application adds what it
   * finds and throws all of it, and does not start.
   */
  public static final String BAD_SETTINGS = "io.parley.bad-settings";

  /**
   * {@code List<InetSocketAddress>}, set by the server: the addresses it is bound to, with their
   * real ports, before the web application starts.
   */
  public static final String CONNECTORS = "io.parley.connectors";

  /**
   * {@code BiConsumer<CompletionStage<?>, Integer>}, set by the server: is given, on the thread
   * that handles a message, the stage that completes when the message is stored, and its bytes. The
   * server reads no more of a connection of which too many are not.
   */
  public static final String STORING = "io.parley.storing";

  /**
   * {@code Function<LongConsumer, LongConsumer>}, set by the application: opens an account for what
   * one connection makes the server hold of messages that have not come whole.
   *
   * <p>It is given what to do where the connection holds most while all hold too much: to give it
   * back at once, and to close. It returns what is told each change in bytes, and {@code
   * Long.MIN_VALUE} at the end.
   */
  public static final String CLIENT_MEMORY = "io.parley.client-memory";

  /** {@code Integer}, set by the server: how many WebSockets it has room for. */
  public static final String WEB_SOCKETS = "io.parley.web-sockets";

  /**
   * {@code Map<String, LongSupplier>}, set by the server: how many TCP connections it has in each
   * state.
   */
  public static final String TCP_CONNECTIONS = "io.parley.tcp-connections";

  /**
   * {@code Map<String, LongSupplier>}, set by the server: how many connections it closed before
   * they had a request, for each reason.
   */
  public static final String TCP_CLOSED = "io.parley.tcp-closed";

  /**
   * {@code Consumer<Throwable>}, set by the server where the process is its own: ends the process
   * because of an error after which the application cannot go on. May return before that.
   */
  public static final String END = "io.parley.end";

  /** {@code BooleanSupplier}, set by the server: whether what it does again and again goes on. */
  public static final String SOUND = "io.parley.sound";

  /**
   * {@code Map<String, LongSupplier>}, set by the server: how often what it does again and again
   * failed, by its name.
   */
  public static final String WORKER_FAILURES = "io.parley.worker-failures";

  /** {@code String}, set by the server: the folder that keeps the rooms where none was set. */
  public static final String DATA = "io.parley.data";

  /**
   * {@code Runnable}, set by the application: closes its sessions. The server runs it first of all
   * when it stops and waits for it, a little longer than the setting allows.
   */
  public static final String DRAIN = "io.parley.drain";

  /**
   * {@code Function<Map<String, Object>, Map<String, Object>>}, set by the application: the answer
   * to a request that the server refuses before any filter sees it.
   *
   * <p>It is given {@link #METHOD}, {@link #TARGET}, {@link #PROTOCOL}, {@link #FIELDS}, {@link
   * #ADDRESS} and the {@link #STATUS} that the server would answer, and returns {@link #STATUS},
   * {@link #FIELDS} and {@link #BODY}, or an empty map where it finds nothing wrong: then the
   * server answers its own status without a body. Where the head was not read to its end, {@link
   * #HEAD} takes the place of the first four.
   */
  public static final String REFUSALS = "io.parley.refusals";

  /** {@code String}. */
  public static final String METHOD = "method";

  /** {@code String}, the request target as sent. */
  public static final String TARGET = "target";

  /** {@code String}, such as {@code HTTP/1.1}. */
  public static final String PROTOCOL = "protocol";

  /** {@code List<Map.Entry<String, String>>}, names and values in their order. */
  public static final String FIELDS = "fields";

  /** {@code byte[]}, what came of a head that the server could not read to its end. */
  public static final String HEAD = "head";

  /** {@code String}, the peer's address without a port. */
  public static final String ADDRESS = "address";

  /** {@code Integer}. */
  public static final String STATUS = "status";

  /** {@code byte[]}. */
  public static final String BODY = "body";

  private BridgeAttributes() {}
}
