package io.parley.server;

import io.parley.settings.Handover;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Answers what Jetty refuses before any filter sees it, by {@link Handover#REFUSALS}, and closes
 * the connection. Where a head was not read to its end no rule can judge it: the answer is a bare
 * status.
 */
final class RefusalHandler implements Request.Handler {
  private static final Logger LOG = System.getLogger(RefusalHandler.class.getName());

  /** What Jetty says of a head that it read to its end and that has no Host. */
  private static final String NO_HOST = "No Host";

  private final Supplier<Optional<Function<Map<String, Object>, Map<String, Object>>>> refusals;

  /**
   * @param refusals asked at every refusal, for the application comes and goes
   */
  RefusalHandler(Supplier<Optional<Function<Map<String, Object>, Map<String, Object>>>> refusals) {
    this.refusals = refusals;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    Optional<HttpException> refused =
        Optional.ofNullable(cause instanceof HttpException http ? http : null);
    int status = refused.map(RefusalHandler::status).orElse(response.getStatus());
    Answer answer =
        head(request, refused)
            .flatMap(head -> ask(head.handedOver(Request.getRemoteAddr(request), status)))
            .orElseGet(() -> Answer.bare(status));
    send(answer, response, callback);
    return true;
  }

  private static Optional<Head> head(Request request, Optional<HttpException> refused) {
    boolean noHost = refused.map(HttpException::getReason).filter(NO_HOST::equals).isPresent();
    return request.getConnectionMetaData() instanceof KeepingConnection connection
        ? connection.head().filter(head -> head.whole() || noHost)
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
      LOG.log(Level.ERROR, "A refusal could not be explained", e);
      return Optional.empty();
    }
  }

  /** What a client sent wrong is never the server's fault, and a 426 has to name a protocol. */
  private static int status(HttpException refused) {
    int status = refused.getCode();
    return HttpStatus.isClientError(status) && status != HttpStatus.UPGRADE_REQUIRED_426
        ? status
        : HttpStatus.BAD_REQUEST_400;
  }

  private static void send(Answer answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    HttpFields.Mutable fields = response.getHeaders();
    answer.fields().forEach(field -> fields.add(field.getKey(), field.getValue()));
    if (!fields.contains(HttpHeader.CONNECTION)) {
      fields.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    response.write(true, answer.body(), callback);
  }

  /** What the function said. */
  private record Answer(int status, List<Map.Entry<String, String>> fields, ByteBuffer body) {
    static Answer bare(int status) {
      return new Answer(status, List.of(), ByteBuffer.allocate(0));
    }

    /**
     * @throws RuntimeException if the function broke its contract
     */
    @SuppressWarnings("unchecked") // Handover says what is under each key.
    static Answer of(Map<String, Object> answer) {
      return new Answer(
          (Integer) answer.get(Handover.STATUS),
          (List<Map.Entry<String, String>>) answer.get(Handover.FIELDS),
          ByteBuffer.wrap((byte[]) answer.get(Handover.BODY)));
    }
  }
}
