package io.parley.probe.http2;

import static io.parley.probe.http2.ConnectionScript.connection;
import static io.parley.probe.http2.ExpectTunnel.heldBack;
import static io.parley.probe.http2.ExpectTunnel.ponged;

import io.parley.probe.Capability;
import io.parley.probe.Frame;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.util.function.BiFunction;

/** Flow Control. */
final class Rfc9113_5_2_FlowControl {
  private static final int WINDOW = 4;
  private static final int MUCH = 1000;
  private static final String PAYLOAD = "parley! ".repeat(5);
  private static final Frame PING = Frame.ping(PAYLOAD);

  private Rfc9113_5_2_FlowControl() {}

  static Section section() {
    return Section.of("rfc9113", "5.2", "Flow Control")
        .exploredBy(TunnelExplorer.OF_TUNNELS)
        .needingOnly(Capability.EXTENDED_CONNECT)
        .must(
            "announce a window of 0 and send a ping",
            "wait until the window grows",
            growing(0, Http2Frame.windowUpdate(1, MUCH)),
            heldBack(0).and(ponged(PAYLOAD)))
        .must(
            "announce a window of 10 and send a ping of 40 octets",
            "send 10 octets, and the rest when the window grows",
            growing(10, Http2Frame.windowUpdate(1, MUCH)),
            heldBack(10).and(ponged(PAYLOAD)))
        .must(
            "announce a window of 0, and a larger one when a ping waits",
            "answer the ping then",
            growing(0, Http2Frame.settings(WINDOW, MUCH)),
            heldBack(0).and(ponged(PAYLOAD)))
        .must(
            "let one of two WebSockets wait for its window",
            "go on with the other",
            connection(
                c ->
                    c.open(1, r -> r)
                        .open(3, r -> r)
                        .send(Http2Frame.windowUpdate(3, MUCH))
                        .frames(1, PING)
                        .mark()
                        .frames(3, PING)
                        .ponged(3, 1),
                WINDOW,
                0),
            heldBack(0).and(ponged(3, PAYLOAD)));
  }

  /** A ping meets a window that grows only by a later frame. */
  private static BiFunction<ServerFacts, ProbeRequest, Script> growing(
      int window, Http2Frame later) {
    return connection(
        c -> c.open(1, r -> r).frames(1, PING).mark().send(later).ponged(1, 1), WINDOW, window);
  }
}
