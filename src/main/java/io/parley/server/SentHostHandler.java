package io.parley.server;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.TunnelSupport;
import org.eclipse.jetty.util.Callback;

/**
 * Passes {@code Host} and the authority of an absolute target to the application as they were sent.
 * Jetty changes the value where it parsed the port in its own way, and compares it with the target
 * before any handler. This handler refuses a target with a scheme other than HTTP's and
 * WebSocket's: nothing behind it serves one.
 */
final class SentHostHandler extends Handler.Wrapper {
  /** The request attribute, a {@code String}, that holds the authority of an absolute target. */
  private static final String AUTHORITY = "io.parley.target-authority";

  /** The request attribute, a {@code String}, that holds {@code :protocol}; empty for none. */
  private static final String TUNNEL_PROTOCOL = "io.parley.tunnel-protocol";

  /** {@code absolute-form} (RFC 9112 3.2.2). */
  private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

  private static final Pattern SERVED =
      Pattern.compile("(?:https?|wss?)://([^/?]*).*", Pattern.CASE_INSENSITIVE);

  SentHostHandler(Handler application) {
    super(application);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<RequestHead> requestHead = head(request);
    if (requestHead.filter(SentHostHandler::isAbsolute).isPresent()) {
      Matcher served = SERVED.matcher(requestHead.get().target());
      if (!served.matches()) {
        Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
        return true;
      }
      request.setAttribute(AUTHORITY, served.group(1));
    }
    if (RequestHead.isOverHttp2(request)) {
      passOn(request);
    }
    List<String> hosts = requestHead.map(RequestHead::hosts).orElse(List.of());
    return super.handle(sent(request, hosts), response, callback);
  }

  /** Passes what HTTP/2 has in pseudo-header fields. */
  private static void passOn(Request request) {
    request.setAttribute(
        AUTHORITY, Optional.ofNullable(request.getHttpURI().getAuthority()).orElse(""));
    request.setAttribute(
        TUNNEL_PROTOCOL,
        Optional.ofNullable(request.getTunnelSupport()).map(TunnelSupport::getProtocol).orElse(""));
  }

  private static Optional<RequestHead> head(Request request) {
    return request.getConnectionMetaData() instanceof RecordingConnection connection
        ? connection.head()
        : Optional.empty();
  }

  /** Excludes CONNECT: its target is an authority, which may look like an absolute target. */
  private static boolean isAbsolute(RequestHead requestHead) {
    return !requestHead.method().equals("CONNECT")
        && ABSOLUTE.matcher(requestHead.target()).matches();
  }

  private static Request sent(Request request, List<String> sent) {
    List<String> read = request.getHeaders().getValuesList(HttpHeader.HOST);
    return sent.size() != read.size() || sent.equals(read)
        ? request
        : new Sent(request, withHosts(request.getHeaders(), sent.iterator()));
  }

  private static HttpFields withHosts(HttpFields fields, Iterator<String> hosts) {
    HttpFields.Mutable others = HttpFields.build();
    for (HttpField field : fields) {
      boolean isHost = field.getHeader() == HttpHeader.HOST;
      others.add(isHost ? new HttpField(HttpHeader.HOST, field.getName(), hosts.next()) : field);
    }
    return others.asImmutable();
  }

  private static final class Sent extends Request.Wrapper {
    private final HttpFields fields;

    Sent(Request request, HttpFields fields) {
      super(request);
      this.fields = fields;
    }

    @Override
    public HttpFields getHeaders() {
      return fields;
    }
  }
}
