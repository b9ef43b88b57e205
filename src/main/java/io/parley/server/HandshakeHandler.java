package io.parley.server;

import io.parley.server.HandshakeDecider.Decision;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers {@link PlainHandshakes} that Jetty has read, and those that the connection itself has
 * refused. Other requests pass.
 */
final class HandshakeHandler extends Handler.Wrapper {
  private final HandshakeDecider handshakes;

  HandshakeHandler(HandshakeDecider handshakes, Handler others) {
    super(others);
    this.handshakes = handshakes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<Decision> decision =
        request.getConnectionMetaData() instanceof RecordingConnection connection
            ? decide(connection)
            : Optional.empty();
    if (decision.isEmpty()) {
      return super.handle(request, response, callback);
    }
    if (decision.get() instanceof Decision.Refusal refusal) {
      RefusalHandler.send(refusal.answer(), request, response, callback);
    } else if (decision.get() instanceof Decision.Upgrade upgrade) {
      upgrade(upgrade.prepared(), request, response, callback);
    }
    return true;
  }

  private Optional<Decision> decide(RecordingConnection connection) {
    return connection
        .takeDecision()
        .or(() -> connection.head().flatMap(head -> handshakes.decide(head, connection)));
  }

  private static void upgrade(
      DirectUpgrade.Prepared upgrade, Request request, Response response, Callback callback) {
    request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, upgrade.connection());
    response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
    upgrade.fields().forEach(response.getHeaders()::add);
    response.write(true, null, callback);
  }
}
