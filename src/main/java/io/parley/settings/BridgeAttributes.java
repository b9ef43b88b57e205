package io.parley.settings;

/**
 * The servlet context attributes by which the embedded server and the web application communicate.
 * Their values have JDK types only, since the two have different class loaders. In a container all
 * are absent.
 */
public final class BridgeAttributes {
  /**
   * {@code Map<String, List<String>>}, set by the server: the command line's values by {@link
   * Option#spelling()}, for {@link Settings#read}.
   */
  public static final String OPTIONS = "io.parley.options";

  /**
   * {@code List<Map.Entry<String, String>>}, set by the server: the problems of the settings so
   * far, from {@link BadSettings#entries}. If there are any, the application adds its own, throws
   * all of them, and does not start.
   */
  public static final String BAD_SETTINGS = "io.parley.bad-settings";

  /**
   * {@code List<Map<String, Object>>}, set by the server before the web application starts: its
   * bound listeners, each in the form of {@link BoundListener#toMap}.
   */
  public static final String LISTENERS = "io.parley.listeners";

  /**
   * {@code BiConsumer<CompletionStage<?>, Integer>}, set by the server: takes the stage that
   * completes when a message is stored, and the message's bytes. It is called on the thread that
   * handles the message. The server stops reading from a connection while too many of its messages
   * are not stored. With {@link #HOLD} instead of the bytes, it stops at once until the stage
   * completes.
   */
  public static final String STORING = "io.parley.storing";

  /** See {@link #STORING}. */
  public static final int HOLD = -1;

  /**
   * {@code Executor}, set by the server: runs a task at once, and passes what it sends to one
   * session to the kernel in one write.
   */
  public static final String COALESCING = "io.parley.coalescing";

  /**
   * {@code Function<LongConsumer, LongConsumer>}, set by the application: opens a memory account of
   * one connection, for messages that have not arrived completely.
   *
   * <p>Its parameter is called where all connections together hold too much and this one holds
   * most: then the connection has to free its memory at once and close. The result is called with
   * each change in bytes, and with {@code Long.MIN_VALUE} at the end.
   */
  public static final String CLIENT_MEMORY = "io.parley.client-memory";

  /**
   * {@code Boolean}, set by the application: whether it decides each opening handshake at once,
   * without waiting for anything, so that a thread that serves other connections may ask it.
   */
  public static final String IMMEDIATE_HANDSHAKES = "io.parley.immediate-handshakes";

  /** {@code Integer}, set by the server: the maximum number of WebSockets. */
  public static final String WEB_SOCKETS = "io.parley.web-sockets";

  /**
   * {@code Map<String, LongSupplier>}, set by the server: the number of TCP connections in each
   * state.
   */
  public static final String TCP_CONNECTIONS = "io.parley.tcp-connections";

  /**
   * {@code Map<String, LongSupplier>}, set by the server: the number of connections closed before
   * they had a request, for each reason.
   */
  public static final String TCP_CLOSED = "io.parley.tcp-closed";

  /**
   * {@code Consumer<Throwable>}, set by the server where it owns the process: ends the process
   * after an error from which the application cannot recover. May return before the process ends.
   */
  public static final String END = "io.parley.end";

  /** {@code BooleanSupplier}, set by the server: whether its recurring tasks still run. */
  public static final String SOUND = "io.parley.sound";

  /**
   * {@code Map<String, LongSupplier>}, set by the server: the number of failures of each recurring
   * task, by its name.
   */
  public static final String WORKER_FAILURES = "io.parley.worker-failures";

  /**
   * {@code List<Map.Entry<String, String>>}, set by the application: the pages that are on, each
   * with its name and its path.
   */
  public static final String PAGES = "io.parley.pages";

  /**
   * {@code List<Map.Entry<String, String>>}, set by the application: where the rooms are kept, and
   * what an acknowledgement means, each with a word for it.
   */
  public static final String DURABILITY = "io.parley.durability";

  /** {@code String}, set by the server: the default directory of the store. */
  public static final String DATA = "io.parley.data";

  /**
   * {@code Runnable}, set by the application: closes its sessions. When the server stops, it runs
   * this first and waits for it a little longer than the setting allows.
   */
  public static final String DRAIN = "io.parley.drain";

  /**
   * {@code Function<Map<String, Object>, Map<String, Object>>}, set by the application: makes the
   * response to a request that the server refuses before any filter sees it.
   *
   * <p>The parameter has {@link #METHOD}, {@link #TARGET}, {@link #PROTOCOL}, {@link #FIELDS},
   * {@link #ADDRESS}, {@link #SECURE} and the {@link #STATUS} that the server would send. Where the
   * head was not read to its end, {@link #HEAD} replaces the first four. The result has {@link
   * #STATUS}, {@link #FIELDS} and {@link #BODY}. It is empty where no problem is found: then the
   * server sends its own status without a body.
   */
  public static final String REFUSALS = "io.parley.refusals";

  /**
   * {@code Function<Map<String, Object>, Map<String, Object>>}, set by the application: decides an
   * opening handshake over HTTP/1.1 that the server answers by itself, ahead of all filters.
   *
   * <p>The parameter is that of {@link #REFUSALS}, without {@link #STATUS}; its target is a path
   * with or without a query. For a refusal, the result is that of {@link #REFUSALS}. For an upgrade
   * it has the {@link #STATUS} 101, {@link #ACCEPTANCE}, {@link #ENDPOINT}, {@link #PARAMETERS},
   * {@link #PROPERTIES}, {@link #FAILED}, and where one was chosen {@link #SUBPROTOCOL} and {@link
   * #EXTENSION}. It is empty where the request is for a page.
   */
  public static final String HANDSHAKES = "io.parley.handshakes";

  /** {@code String}, the value of {@code Sec-WebSocket-Accept}. */
  public static final String ACCEPTANCE = "acceptance";

  /** {@code String}. */
  public static final String SUBPROTOCOL = "subprotocol";

  /** {@code String}, the value of {@code Sec-WebSocket-Extensions}. */
  public static final String EXTENSION = "extension";

  /** {@code Object}, a new instance of an annotated endpoint class for the connection. */
  public static final String ENDPOINT = "endpoint";

  /** {@code Map<String, String>}, the decoded values of the path's variables. */
  public static final String PARAMETERS = "parameters";

  /** {@code Map<String, Object>}, the user properties of the session that opens. */
  public static final String PROPERTIES = "properties";

  /**
   * {@code IntConsumer}, called with the status of the response where the server cannot upgrade.
   */
  public static final String FAILED = "failed";

  /** {@code String}. */
  public static final String METHOD = "method";

  /** {@code String}, the request target as sent. */
  public static final String TARGET = "target";

  /** {@code String}, such as {@code HTTP/1.1}. */
  public static final String PROTOCOL = "protocol";

  /** {@code List<Map.Entry<String, String>>}, names and values in their order. */
  public static final String FIELDS = "fields";

  /** {@code byte[]}, the received part of a head that the server could not read to its end. */
  public static final String HEAD = "head";

  /** {@code String}, the peer's address without a port. */
  public static final String ADDRESS = "address";

  /** {@code Boolean}, whether the request came over TLS. */
  public static final String SECURE = "secure";

  /** {@code Integer}. */
  public static final String STATUS = "status";

  /** {@code byte[]}. */
  public static final String BODY = "body";

  private BridgeAttributes() {}
}
