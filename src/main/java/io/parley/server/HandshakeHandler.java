package io.parley.server;

import io.parley.settings.BridgeAttributes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Answers each {@link PlainHandshake} by the application's own decision, {@link
 * BridgeAttributes#HANDSHAKES}, without its servlets and filters. They cost more than the rest of
 * the handshake. Other requests pass.
 */
final class HandshakeHandler extends Handler.Wrapper {
  private static final Logger LOG = System.getLogger(HandshakeHandler.class.getName());

  private final WebApplication application;

  HandshakeHandler(WebApplication application, Handler others) {
    super(others);
    this.application = application;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<Map<String, Object>> decision = plain(request).flatMap(head -> decide(head, request));
    if (decision.isEmpty()) {
      return super.handle(request, response, callback);
    }
    if (decision.get().containsKey(BridgeAttributes.ENDPOINT)) {
      upgrade(decision.get(), request, response, callback);
    } else {
      RefusalHandler.Answer answer = RefusalHandler.Answer.of(decision.get());
      RefusalHandler.send(answer, request, response, callback);
    }
    return true;
  }

  private static Optional<RequestHead> plain(Request request) {
    return request.getConnectionMetaData() instanceof RecordingConnection connection
        ? connection.head().filter(PlainHandshake::is)
        : Optional.empty();
  }

  /** Empty where the application does not run, or leaves the request to its filters. */
  private Optional<Map<String, Object>> decide(RequestHead head, Request request) {
    Optional<Function<Map<String, Object>, Map<String, Object>>> handshakes =
        application.handshakes();
    if (handshakes.isEmpty()) {
      return Optional.empty();
    }
    Thread thread = Thread.currentThread();
    ClassLoader outer = thread.getContextClassLoader();
    thread.setContextClassLoader(application.context().getClassLoader());
    try {
      return Optional.of(
              handshakes
                  .get()
                  .apply(head.handedOver(Request.getRemoteAddr(request), request.isSecure())))
          .filter(answer -> !answer.isEmpty());
    } finally {
      thread.setContextClassLoader(outer);
    }
  }

  /** Upgrades. After a failure, the client gets neither half an upgrade nor a stack trace. */
  private void upgrade(
      Map<String, Object> accepted, Request request, Response response, Callback callback) {
    try {
      application.upgrade().orElseThrow().accept(accepted, request, response, callback);
    } catch (RuntimeException | Error fault) {
      LOG.log(Level.ERROR, "An upgrade failed: " + FailureText.of(fault));
      ((IntConsumer) accepted.get(BridgeAttributes.FAILED))
          .accept(HttpStatus.INTERNAL_SERVER_ERROR_500);
      fail(fault, response, callback);
    }
  }

  private static void fail(Throwable fault, Response response, Callback callback) {
    if (response.isCommitted()) {
      callback.failed(fault);
      return;
    }
    response.reset();
    response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR_500);
    response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    response.write(true, BufferUtil.EMPTY_BUFFER, callback);
  }
}
