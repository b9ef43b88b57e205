package io.parley.probe.http2;

import io.parley.probe.Frame;
import io.parley.probe.PrintableOctets;
import java.util.List;
import java.util.Optional;

/**
 * What the server sent on one stream.
 *
 * @param head the fields of its final response
 * @param data the content of all DATA frames
 * @param ended whether it ended its half by END_STREAM
 * @param reset the error code of its RST_STREAM
 */
record ServerStream(
    Optional<ResponseFields> head, String data, boolean ended, Optional<Long> reset) {
  boolean isAnswered() {
    return head.isPresent() || reset.isPresent();
  }

  boolean isAccepted() {
    return head.filter(ResponseFields::isAcceptance).isPresent();
  }

  boolean isOver() {
    return ended || reset.isPresent();
  }

  /** The WebSocket frames. */
  List<Frame> frames() {
    return isAccepted() ? Frame.read(data) : List.of();
  }

  long count(int opcode) {
    return frames().stream().filter(frame -> frame.is(opcode)).count();
  }

  /** One line for people. */
  String told() {
    String answer = head.map(ServerStream::told).orElse("no response");
    String frames =
        PrintableOctets.few(
            frames().stream()
                .map(frame -> frame.opcode() + " \"" + PrintableOctets.brief(frame.payload()) + '"')
                .toList(),
            ", ");
    return answer
        + (frames.isEmpty() ? "" : ", frames of opcode " + frames)
        + (ended ? ", END_STREAM" : "")
        + reset.map(code -> ", RST_STREAM " + StreamErrorCode.shown(code)).orElse("");
  }

  private static String told(ResponseFields head) {
    return head.flaw().isEmpty() ? "status " + head.status() : PrintableOctets.brief(head.flaw());
  }
}
