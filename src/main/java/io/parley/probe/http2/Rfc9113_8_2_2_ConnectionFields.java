package io.parley.probe.http2;

import static io.parley.probe.http2.ConnectionScript.asking;
import static io.parley.probe.http2.ExpectStream.accepted;
import static io.parley.probe.http2.ExpectStream.malformed;
import static io.parley.probe.http2.ExpectStream.noConnectionFields;

import io.parley.probe.Capability;
import io.parley.probe.Section;

/** Connection-Specific Header Fields. */
final class Rfc9113_8_2_2_ConnectionFields {
  private Rfc9113_8_2_2_ConnectionFields() {}

  static Section section() {
    return Section.of("rfc9113", "8.2.2", "Connection-Specific Header Fields")
        .exploredBy(TunnelExplorer.OF_TUNNELS)
        .needingOnly(Capability.EXTENDED_CONNECT)
        .must(
            "send Upgrade",
            "treat it as malformed",
            asking(r -> r.and("upgrade", "websocket")),
            malformed())
        .must(
            "send Connection",
            "treat it as malformed",
            asking(r -> r.and("connection", "Upgrade")),
            malformed())
        .must(
            "send Transfer-Encoding",
            "treat it as malformed",
            asking(r -> r.and("transfer-encoding", "chunked")),
            malformed())
        .must(
            "send Keep-Alive",
            "treat it as malformed",
            asking(r -> r.and("keep-alive", "timeout=5")),
            malformed())
        .must(
            "send Proxy-Connection",
            "treat it as malformed",
            asking(r -> r.and("proxy-connection", "keep-alive")),
            malformed())
        .must(
            "send TE with something else than trailers",
            "treat it as malformed",
            asking(r -> r.and("te", "gzip")),
            malformed())
        .must("send TE with trailers", "accept", asking(r -> r.and("te", "trailers")), accepted())
        .best(
            "send HTTP2-Settings",
            "ignore it, or treat it as malformed",
            asking(r -> r.and("http2-settings", "AAMAAABk")),
            accepted().or(malformed()))
        .must(
            "open a WebSocket",
            "send none of them",
            asking(r -> r),
            accepted().and(noConnectionFields()))
        .must(
            "ask for version 25",
            "send none of them",
            asking(r -> r.with("sec-websocket-version", "25")),
            noConnectionFields());
  }
}
