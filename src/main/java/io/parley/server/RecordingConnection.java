package io.parley.server;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps the head of the current request. Jetty drops the fields of a request that it refuses while
 * it still reads, and the refusal could then not be explained.
 */
final class RecordingConnection extends HttpConnection implements TcpConnections.Waiting {
  /** The field of an opening handshake: RFC 6455 4.1. */
  private static final String KEY = "Sec-WebSocket-Key";

  private Optional<Keeper> current = Optional.empty();

  // No initial values: the superclass constructor sets both.
  private RequestHandler handler;
  private RecordingParser parser;

  private final TcpConnections connections;
  private final FirstRequest first;

  RecordingConnection(
      HttpConfiguration configuration,
      Connector connector,
      EndPoint endPoint,
      TcpConnections connections,
      HandshakeDecider handshakes) {
    super(configuration, connector, endPoint);
    this.connections = connections;
    this.first = new FirstRequest(this, handshakes);
  }

  @Override
  public void onOpen() {
    connections.opened(this);
    super.onOpen();
  }

  /** Jetty calls this at an upgrade, too. */
  @Override
  public void onClose(Throwable cause) {
    connections.done(this);
    super.onClose(cause);
  }

  @Override
  public boolean expire() {
    HttpException late = new HttpException.RuntimeException(HttpStatus.REQUEST_TIMEOUT_408);
    EndPoint below = getEndPoint() instanceof PacedStream stream ? stream.unwrap() : getEndPoint();
    return below instanceof AbstractEndPoint endPoint
        && endPoint.getFillInterest().onFail((Throwable) late);
  }

  /** No other thread reads while this runs. */
  @Override
  public void onFillInterestedFailed(Throwable cause) {
    if (cause instanceof HttpException late && parser.inHeaderState()) {
      parser.fail(late);
    } else {
      super.onFillInterestedFailed(cause);
    }
  }

  /** Whether the head of a request has yet to arrive, at least in part. */
  boolean isBeforeRequest() {
    return parser.inHeaderState();
  }

  /** Empty before the first request has begun. */
  Optional<RequestHead> head() {
    return current.map(Keeper::head);
  }

  /** The bytes of a head that could not be read; empty where there was none. */
  Optional<byte[]> unread() {
    return parser.unread();
  }

  @Override
  public void onFillable() {
    if (!first.begins() || !isImmediate() || !first.answer()) {
      super.onFillable();
    }
  }

  /** Whether nothing has to wait, neither for the application nor for another thread to read. */
  private boolean isImmediate() {
    return connections.pacer().isOptimized()
        && getEndPoint() instanceof PacedEndPoint
        && !connections.pacer().doHandshakesWait();
  }

  /** The decision about a request that was made before Jetty has read it. */
  Optional<HandshakeDecider.Decision> takeDecision() {
    return first.takeDecision();
  }

  @Override
  public ByteBuffer onUpgradeFrom() {
    ByteBuffer early = first.early().orElseGet(super::onUpgradeFrom);
    if (early != null && getEndPoint() instanceof Paced paced) {
      paced.check(early);
    }
    return early;
  }

  @Override
  protected RequestHandler newRequestHandler() {
    handler = new Strict();
    return handler;
  }

  @Override
  protected HttpParser newHttpParser(HttpCompliance compliance) {
    HttpConfiguration configuration = getHttpConfiguration();
    int most = configuration.getRequestHeaderSize();
    parser = new RecordingParser(handler, most, compliance, () -> connections.began(this));
    parser.setHeaderCacheSize(configuration.getHeaderCacheSize());
    parser.setHeaderCacheCaseSensitive(configuration.isHeaderCacheCaseSensitive());
    return parser;
  }

  @Override
  protected HttpStreamOverHTTP1 newHttpStream(String method, String target, HttpVersion version) {
    current = Optional.empty(); // The constructor throws for a malformed target.
    Keeper keeper = new Keeper(method, target, version);
    current = Optional.of(keeper);
    return keeper;
  }

  private final class Strict extends RequestHandler {
    @Override
    public void startRequest(String method, String target, HttpVersion version) {
      if (!parser.isVersionInCapitals()) {
        throw new HttpException.RuntimeException(
            HttpStatus.BAD_REQUEST_400, "HTTP is not spelled in capitals");
      }
      super.startRequest(method, target, version);
    }

    @Override
    public boolean headerComplete() {
      boolean complete = super.headerComplete();
      if (parser.hasContent() && parser.getContentLength() != 0) {
        connections.contentBegan(RecordingConnection.this);
      } else {
        connections.done(RecordingConnection.this);
      }
      return complete;
    }

    @Override
    public boolean messageComplete() {
      connections.done(RecordingConnection.this);
      return super.messageComplete();
    }

    @Override
    public void badMessage(HttpException failure) {
      connections.done(RecordingConnection.this);
      super.badMessage(failure);
    }
  }

  private final class Keeper extends HttpStreamOverHTTP1 {
    private final List<Map.Entry<String, String>> fields = new ArrayList<>();
    private final String method;
    private final String target;
    private final HttpVersion version;
    private boolean whole;

    Keeper(String method, String target, HttpVersion version) {
      super(method, target, version);
      this.method = method;
      this.target = target;
      this.version = version;
    }

    @Override
    public void parsedHeader(HttpField field) {
      fields.add(Map.entry(field.getName(), sent(field)));
      super.parsedHeader(field);
    }

    /** Returns the value of Host as sent: Jetty rebuilds it from the port that it parsed. */
    private String sent(HttpField field) {
      String parsed = Optional.ofNullable(field.getValue()).orElse("");
      return field.getHeader() == HttpHeader.HOST ? parser.host().orElse(parsed) : parsed;
    }

    /** A client's {@code close} beside {@code upgrade} means HTTP, which ends with the 101. */
    @Override
    public void send(
        MetaData.Request request,
        MetaData.Response response,
        boolean last,
        ByteBuffer content,
        Callback callback) {
      if (response != null && response.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101) {
        getGenerator().setPersistent(true);
      }
      super.send(request, response, last, content, callback);
    }

    @Override
    public Runnable headerComplete() {
      whole = version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
      Runnable handling = super.headerComplete();
      return handling != null && getEndPoint() instanceof PacedEndPoint endPoint
          ? () -> endPoint.reads().handle(handling, waits())
          : handling;
    }

    /**
     * Whether the handling may wait: for the application, or for the peer to read. Nothing does in
     * an opening handshake that is the first request, because the kernel takes the response.
     */
    private boolean waits() {
      boolean first = getMessagesIn() == 1;
      return !isHandshake() || !first || connections.pacer().doHandshakesWait();
    }

    private boolean isHandshake() {
      for (Map.Entry<String, String> field : fields) {
        if (field.getKey().equalsIgnoreCase(KEY)) {
          return true;
        }
      }
      return false;
    }

    /** Runs before Jetty reads the next request, or upgrades and closes the connection. */
    @Override
    public void succeeded() {
      connections.idle(RecordingConnection.this);
      super.succeeded();
    }

    RequestHead head() {
      return new RequestHead(method, target, version.asString(), List.copyOf(fields), whole);
    }
  }
}
