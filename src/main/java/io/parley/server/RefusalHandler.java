package io.parley.server;

import io.parley.settings.BridgeAttributes;
import java.io.EOFException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Responds to requests that Jetty refuses before any filter sees them, by {@link
 * BridgeAttributes#REFUSALS}, and closes the connection. Without an application, or where it
 * returns no response, the response is a bare status.
 */
final class RefusalHandler implements Request.Handler {
  private static final Logger LOG = System.getLogger(RefusalHandler.class.getName());

  /** Jetty's message for a head that it read to its end and that has no Host. */
  private static final String NO_HOST = "No Host";

  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<Optional<Function<Map<String, Object>, Map<String, Object>>>> refusals;
  private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

  /**
   * @param refusals called at every refusal, for the application starts and stops
   */
  RefusalHandler(Supplier<Optional<Function<Map<String, Object>, Map<String, Object>>>> refusals) {
    this.refusals = refusals;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    if (RequestHead.isOverHttp2(request) && cause instanceof EOFException reset) {
      callback.failed(reset); // The client reset the stream: nobody reads a response.
      return true;
    }
    Optional<HttpException> refused =
        Optional.ofNullable(cause instanceof HttpException http ? http : null);
    int status = refused.map(RefusalHandler::status).orElse(response.getStatus());
    Answer answer =
        read(request, refused, status)
            .or(() -> unread(request, refused, status))
            .or(() -> overHttp2(request, status))
            .flatMap(this::ask)
            .orElseGet(() -> Answer.bare(status));
    send(answer, request, response, callback);
    return true;
  }

  private static Optional<Map<String, Object>> read(
      Request request, Optional<HttpException> refused, int status) {
    boolean noHost = refused.map(HttpException::getReason).filter(NO_HOST::equals).isPresent();
    return connection(request)
        .flatMap(RecordingConnection::head)
        .filter(requestHead -> requestHead.whole() || noHost)
        .map(
            requestHead ->
                requestHead.handedOver(Request.getRemoteAddr(request), request.isSecure(), status));
  }

  private static Optional<Map<String, Object>> unread(
      Request request, Optional<HttpException> refused, int status) {
    return connection(request)
        .filter(any -> refused.isPresent())
        .flatMap(RecordingConnection::unread)
        .map(
            bytes ->
                Map.of(
                    BridgeAttributes.HEAD,
                    bytes,
                    BridgeAttributes.ADDRESS,
                    Request.getRemoteAddr(request),
                    BridgeAttributes.SECURE,
                    request.isSecure(),
                    BridgeAttributes.STATUS,
                    status));
  }

  private static Optional<Map<String, Object>> overHttp2(Request request, int status) {
    return Optional.of(request)
        .filter(RequestHead::isOverHttp2)
        .map(RequestHead::ofHttp2)
        .map(head -> head.handedOver(Request.getRemoteAddr(request), request.isSecure(), status));
  }

  private static Optional<RecordingConnection> connection(Request request) {
    return request.getConnectionMetaData() instanceof RecordingConnection connection
        ? Optional.of(connection)
        : Optional.empty();
  }

  private Optional<Answer> ask(Map<String, Object> refused) {
    try {
      return refusals
          .get()
          .map(function -> function.apply(refused))
          .filter(answer -> !answer.isEmpty())
          .map(Answer::of);
    } catch (RuntimeException e) {
      note(e);
      return Optional.empty();
    }
  }

  /** Logs at most one line a second, because many refusals can come at once. */
  private void note(RuntimeException fault) {
    long next = nextLine.get();
    long now = System.nanoTime();
    if (now - next >= 0 && nextLine.compareAndSet(next, now + PAUSE)) {
      LOG.log(Level.ERROR, "A refusal could not be explained: " + FailureText.of(fault));
    }
  }

  /**
   * Corrects Jetty's status: a client's error is never the server's fault, and a 426 has to name a
   * protocol.
   */
  private static int status(HttpException refused) {
    int status = refused.getCode();
    return HttpStatus.isClientError(status) && status != HttpStatus.UPGRADE_REQUIRED_426
        ? status
        : HttpStatus.BAD_REQUEST_400;
  }

  static void send(Answer answer, Request request, Response response, Callback callback) {
    response.setStatus(answer.status());
    HttpFields.Mutable fields = response.getHeaders();
    answer.fields().forEach(field -> fields.add(field.getKey(), field.getValue()));
    if (!fields.contains(HttpHeader.CONNECTION) && !RequestHead.isOverHttp2(request)) {
      fields.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    response.write(true, answer.body(), callback);
  }

  /** The response that the function returned. */
  record Answer(int status, List<Map.Entry<String, String>> fields, ByteBuffer body) {
    static Answer bare(int status) {
      return new Answer(status, List.of(), ByteBuffer.allocate(0));
    }

    /**
     * @throws RuntimeException if the function broke its contract
     */
    @SuppressWarnings("unchecked") // BridgeAttributes defines the type under each key.
    static Answer of(Map<String, Object> answer) {
      return new Answer(
          (Integer) answer.get(BridgeAttributes.STATUS),
          (List<Map.Entry<String, String>>) answer.get(BridgeAttributes.FIELDS),
          ByteBuffer.wrap((byte[]) answer.get(BridgeAttributes.BODY)));
    }
  }
}
