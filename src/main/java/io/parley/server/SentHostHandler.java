package io.parley.server;

import java.util.Iterator;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Hands the application {@code Host} as it was sent. Jetty has another value where it read the port
 * in its own way, and compares that with the target before any handler.
 */
final class SentHostHandler extends Handler.Wrapper {
  SentHostHandler(Handler application) {
    super(application);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(sent(request), response, callback);
  }

  private static Request sent(Request request) {
    List<String> sent =
        request.getConnectionMetaData() instanceof KeepingConnection connection
            ? connection.head().map(Head::hosts).orElse(List.of())
            : List.of();
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
