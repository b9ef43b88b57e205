package io.parley.probe.http2;

import static io.parley.probe.http2.ConnectionScript.socket;
import static io.parley.probe.http2.ExpectStream.failed;
import static io.parley.probe.http2.ExpectTunnel.ponged;

import io.parley.probe.Capability;
import io.parley.probe.Frame;
import io.parley.probe.Section;

/** DATA. */
final class Rfc9113_6_1_Data {
  private Rfc9113_6_1_Data() {}

  static Section section() {
    return Section.of("rfc9113", "6.1", "DATA")
        .exploredBy(TunnelExplorer.OF_TUNNELS)
        .needingOnly(Capability.EXTENDED_CONNECT)
        .must(
            "pad a DATA frame",
            "leave the padding out",
            socket(c -> c.sendOpen(1, Http2Frame.data(1, ping()).padded(20)).ponged(1, 1)),
            ponged("parley"))
        .must(
            "pad a DATA frame with more than it holds",
            "fail the stream or the connection",
            socket(
                c ->
                    c.sendOpen(
                            1, new Http2Frame(Http2Frame.DATA, Http2Frame.PADDED, 1, "\t" + "abc"))
                        .ended(1)
                        .send(Http2Frame.ping(ConnectionScript.MARK))),
            failed());
  }

  private static String ping() {
    return ConnectionScript.webSocket(Frame.ping("parley"));
  }
}
