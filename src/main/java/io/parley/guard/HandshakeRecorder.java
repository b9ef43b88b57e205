package io.parley.guard;

import io.parley.handshake.ClientHandshake;
import io.parley.handshake.FieldNames;
import io.parley.handshake.Trace;
import io.parley.http.Headers;
import io.parley.http.IpAddress;
import io.parley.journal.AttemptId;
import io.parley.journal.HandshakeListener;
import io.parley.journal.HandshakeRecord;
import io.parley.journal.RecordedRequest;
import io.parley.journal.RecordedResponse;
import io.parley.journal.RequestRedaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells the listener of each decision, without credentials, and logs each refusal. */
final class HandshakeRecorder {
  private final HandshakeListener listener;
  private final RequestRedaction redaction;

  HandshakeRecorder(GuardOptions options) {
    this.listener = options.listener();
    this.redaction = options.routes().redaction();
  }

  void record(RoutedRequest request, GuardResult result) {
    if (result instanceof GuardResult.Refusal refusal) {
      refused(request, refusal.refusalResponse());
    } else if (result instanceof GuardResult.Upgrade upgrade) {
      accepted(request, upgrade.pendingUpgrade().acceptedHandshake());
    }
  }

  private void accepted(RoutedRequest request, AcceptedHandshake accepted) {
    listener.judged(
        handshake(
            request,
            accepted.id(),
            accepted.trace(),
            SwitchingProtocols.reply(accepted.accept()),
            redaction(request)));
  }

  void refused(RoutedRequest request, RefusalResponse response) {
    RequestRedaction shown = redaction(request);
    RecordedResponse sent = RecordedResponse.of(response.status(), response.fields());
    HandshakeRecord refused = handshake(request, response.id(), response.trace(), sent, shown);
    listener.judged(refused);
    RefusalLog.write(refused, shown.path(request.received().path()));
  }

  private RequestRedaction redaction(RoutedRequest request) {
    return redaction.at(request.received().context(), request.match().isPresent());
  }

  /** In the form of RFC 5952; what is no IP address stays as it is. Containers differ. */
  private static String address(String received) {
    return IpAddress.ofPeer(received).map(IpAddress::toString).orElse(received);
  }

  /** The fields, behind those that HTTP/2 has in their place. */
  private static Headers fields(ClientHandshake handshake) {
    if (!handshake.isOverHttp2()) {
      return handshake.headers();
    }
    List<Headers.Field> first = new ArrayList<>();
    handshake
        .tunnelProtocol()
        .filter(name -> !name.isEmpty())
        .ifPresent(name -> first.add(new Headers.Field(FieldNames.TUNNEL_PROTOCOL, name)));
    handshake.target().ifPresent(name -> first.add(new Headers.Field(FieldNames.AUTHORITY, name)));
    return Headers.of(first).and(handshake.headers());
  }

  private static HandshakeRecord handshake(
      RoutedRequest request,
      String id,
      Trace trace,
      RecordedResponse response,
      RequestRedaction shown) {
    ReceivedRequest received = request.received();
    ClientHandshake handshake = received.clientHandshake();
    return new HandshakeRecord(
        id,
        AttemptId.of(received.target()),
        request.at(),
        Duration.ofNanos(System.nanoTime() - request.nanos()),
        address(received.address()),
        RecordedRequest.of(
            handshake.method(), received.target(), handshake.protocol(), fields(handshake), shown),
        trace,
        response,
        Optional.empty());
  }
}
