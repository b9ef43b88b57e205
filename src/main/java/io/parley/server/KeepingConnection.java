package io.parley.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Keeps the head of the request at hand. Jetty itself drops the fields of a request that it refuses
 * while it still reads, and then nobody could explain the refusal.
 */
final class KeepingConnection extends HttpConnection {
  private Optional<Keeper> current = Optional.empty();

  // Both without a value here: the constructor above this class sets them.
  private RequestHandler handler;
  private SpellingParser parser;

  KeepingConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
    super(configuration, connector, endPoint);
  }

  /** Empty while no request was begun. */
  Optional<Head> head() {
    return current.map(Keeper::head);
  }

  @Override
  protected RequestHandler newRequestHandler() {
    handler = new Strict();
    return handler;
  }

  @Override
  protected HttpParser newHttpParser(HttpCompliance compliance) {
    HttpConfiguration configuration = getHttpConfiguration();
    parser = new SpellingParser(handler, configuration.getRequestHeaderSize(), compliance);
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
      fields.add(Map.entry(field.getName(), Optional.ofNullable(field.getValue()).orElse("")));
      super.parsedHeader(field);
    }

    @Override
    public Runnable headerComplete() {
      whole = version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
      return super.headerComplete();
    }

    Head head() {
      return new Head(method, target, version.asString(), List.copyOf(fields), whole);
    }
  }
}
