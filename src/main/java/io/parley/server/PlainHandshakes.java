package io.parley.server;

import io.parley.settings.BridgeAttributes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.HostPort;

/**
 * Decides each {@link PlainHandshake} as the application does, {@link BridgeAttributes#HANDSHAKES},
 * without its servlets and filters, which cost nearly as much as the rest of the handshake.
 */
final class PlainHandshakes implements HandshakeDecider {
  private static final Logger LOG = System.getLogger(PlainHandshakes.class.getName());

  private final WebApplication application;

  PlainHandshakes(WebApplication application) {
    this.application = application;
  }

  /** After a failure the client gets neither half an upgrade nor a stack trace. */
  @Override
  public Optional<Decision> decide(RequestHead head, RecordingConnection connection) {
    return PlainHandshake.is(head)
        ? application
            .handshakes()
            .map(function -> apply(function, head, connection))
            .filter(answer -> !answer.isEmpty())
            .map(answer -> decision(answer, head, connection))
        : Optional.empty();
  }

  private Map<String, Object> apply(
      Function<Map<String, Object>, Map<String, Object>> function,
      RequestHead head,
      RecordingConnection connection) {
    Thread thread = Thread.currentThread();
    ClassLoader outer = thread.getContextClassLoader();
    thread.setContextClassLoader(application.context().getClassLoader());
    try {
      return function.apply(
          head.handedOver(address(connection), connection.getEndPoint().isSecure()));
    } finally {
      thread.setContextClassLoader(outer);
    }
  }

  /** In brackets where it is one of IPv6, as servlets get it. */
  private static String address(RecordingConnection connection) {
    return connection.getRemoteSocketAddress() instanceof InetSocketAddress peer
            && peer.getAddress() != null
        ? HostPort.normalizeHost(peer.getAddress().getHostAddress())
        : "";
  }

  private Decision decision(
      Map<String, Object> answer, RequestHead head, RecordingConnection connection) {
    if (!answer.containsKey(BridgeAttributes.ENDPOINT)) {
      return new Decision.Refusal(RefusalHandler.Answer.of(answer));
    }
    try {
      return new Decision.Upgrade(
          application.upgrade().orElseThrow().prepare(answer, head, connection));
    } catch (RuntimeException | Error fault) {
      LOG.log(Level.ERROR, "An upgrade failed: " + FailureText.of(fault));
      int status = HttpStatus.INTERNAL_SERVER_ERROR_500;
      ((IntConsumer) answer.get(BridgeAttributes.FAILED)).accept(status);
      return new Decision.Refusal(RefusalHandler.Answer.bare(status));
    }
  }
}
