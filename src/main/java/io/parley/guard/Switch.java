package io.parley.guard;

import io.parley.handshake.Field;
import io.parley.handshake.Verdict.Accept;
import io.parley.http.Headers;
import io.parley.journal.Reply;

/** The answer to an accepted handshake, which the container sends. */
final class Switch {
  private Switch() {}

  static Reply reply(Accept accept) {
    // Over HTTP/2 there is no key to accept: RFC 8441 5.
    boolean overHttp2 = accept.acceptance().isEmpty();
    return Reply.of(overHttp2 ? 200 : 101, fields(accept, overHttp2));
  }

  private static Headers fields(Accept accept, boolean overHttp2) {
    Headers fields =
        overHttp2
            ? Headers.none()
            : Headers.none()
                .with(Field.UPGRADE, Field.WEBSOCKET)
                .with(Field.CONNECTION, Field.UPGRADE)
                .with(Field.ACCEPT, accept.acceptance().orElseThrow());
    if (accept.subprotocol().isPresent()) {
      fields = fields.with(Field.PROTOCOL, accept.subprotocol().get());
    }
    Headers chosen = fields;
    return accept
        .extension()
        .map(extension -> chosen.with(Field.EXTENSIONS, extension.toString()))
        .orElse(chosen);
  }
}
