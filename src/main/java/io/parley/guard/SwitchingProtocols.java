package io.parley.guard;

import io.parley.handshake.FieldNames;
import io.parley.handshake.Verdict.Accept;
import io.parley.http.Headers;
import io.parley.journal.RecordedResponse;

/** The response to an accepted handshake, which the container sends. */
final class SwitchingProtocols {
  private static final Headers UPGRADE =
      Headers.none()
          .with(FieldNames.UPGRADE, FieldNames.WEBSOCKET)
          .with(FieldNames.CONNECTION, FieldNames.UPGRADE);

  private SwitchingProtocols() {}

  static RecordedResponse reply(Accept accept) {
    // Over HTTP/2 there is no key to accept: RFC 8441 5.
    boolean overHttp2 = accept.acceptance().isEmpty();
    return RecordedResponse.of(overHttp2 ? 200 : 101, fields(accept, overHttp2));
  }

  private static Headers fields(Accept accept, boolean overHttp2) {
    Headers fields =
        overHttp2
            ? Headers.none()
            : UPGRADE.with(FieldNames.ACCEPT, accept.acceptance().orElseThrow());
    if (accept.subprotocol().isPresent()) {
      fields = fields.with(FieldNames.PROTOCOL, accept.subprotocol().get());
    }
    Headers chosen = fields;
    return accept
        .extension()
        .map(extension -> chosen.with(FieldNames.EXTENSIONS, extension.toString()))
        .orElse(chosen);
  }
}
