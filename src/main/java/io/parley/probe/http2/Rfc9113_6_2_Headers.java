package io.parley.probe.http2;

import static io.parley.probe.http2.ConnectionScript.connection;
import static io.parley.probe.http2.ExpectStream.accepted;

import io.parley.probe.Capability;
import io.parley.probe.Section;

/** HEADERS. */
final class Rfc9113_6_2_Headers {
  private Rfc9113_6_2_Headers() {}

  static Section section() {
    return Section.of("rfc9113", "6.2", "HEADERS")
        .exploredBy(TunnelExplorer.OF_TUNNELS)
        .needingOnly(Capability.EXTENDED_CONNECT)
        .must(
            "pad the HEADERS frame",
            "accept",
            connection(c -> c.send(Http2Frame.headers(1, c.connect()).padded(7)).answered(1)),
            accepted())
        .must(
            "send the HEADERS frame with a priority",
            "accept",
            connection(
                c ->
                    c.send(
                            new Http2Frame(
                                Http2Frame.HEADERS,
                                Http2Frame.END_HEADERS | Http2Frame.PRIORITY,
                                1,
                                "\0\0\0\0\20" + c.connect().octets()))
                        .answered(1)),
            accepted());
  }
}
