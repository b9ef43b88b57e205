package io.parley.doctor;

import io.parley.probe.DeflateCodec;
import io.parley.probe.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;

/** Sends text messages over one connection, and reads what comes back. */
final class MessageExchange {
  /**
   * How long a first echo is waited for after the pong, which overtakes it in some servers. Short,
   * because most servers echo nothing, and a proxy may allow a second of silence.
   */
  private static final Duration ECHO = Duration.ofMillis(300);

  private final WebSocketLink link;
  private final Compression compression;
  private final List<String> sent = new ArrayList<>();
  private final List<String> compressed = new ArrayList<>();
  private StringBuilder open = new StringBuilder();
  private boolean isCompressed;
  private boolean echoes;
  private String broken = "";

  MessageExchange(WebSocketLink link, Compression compression) {
    this.link = link;
    this.compression = compression;
  }

  /** What came of one message. */
  enum Outcome {
    ECHOED,
    NOT_ECHOED,
    SILENT,
    BROKEN,
    ENDED
  }

  /** Sends a text that is small, compressed where that was agreed on. */
  Outcome send(String text) {
    sent.add(text);
    link.send(compression.agreed() ? Frame.compressed(payload()) : Frame.text(text));
    return await(text);
  }

  /** Sends a large text as it is. */
  Outcome sendLarge(String text) {
    link.sendMeanwhile(Frame.text(text));
    return await(text);
  }

  /** Sends only a ping. */
  Outcome ping() {
    return await("");
  }

  private String payload() {
    if (!compression.clientTakeover()) {
      return DeflateCodec.compress(sent.get(sent.size() - 1));
    }
    List<String> all = DeflateCodec.compressAll(sent.toArray(String[]::new));
    return all.get(all.size() - 1);
  }

  /** What is wrong with a message that the server sent; empty while nothing is. */
  String broken() {
    return broken;
  }

  private Outcome await(String text) {
    String mark = "doctor " + System.nanoTime();
    link.sendMeanwhile(Frame.ping(mark));
    Deadline deadline = Deadline.in(link.timeout());
    boolean ponged = false;
    boolean echoed = false;
    while (broken.isEmpty() && !(ponged && (echoed || text.isEmpty()))) {
      Optional<Frame> frame = link.next(deadline);
      if (frame.isEmpty()) {
        break;
      }
      if (frame.get().opcode() == Frame.PONG) {
        boolean own = frame.get().payload().equals(mark);
        deadline = own && !ponged && !echoes ? Deadline.in(ECHO) : deadline;
        ponged |= own;
      } else {
        echoed |= take(frame.get()).filter(text::equals).isPresent();
      }
    }
    echoes |= echoed;
    return outcome(ponged, echoed);
  }

  private Outcome outcome(boolean ponged, boolean echoed) {
    if (!broken.isEmpty()) {
      return Outcome.BROKEN;
    }
    if (link.end().isPresent()) {
      return Outcome.ENDED;
    }
    return echoed ? Outcome.ECHOED : ponged ? Outcome.NOT_ECHOED : Outcome.SILENT;
  }

  /** Returns a message that is complete. */
  private Optional<String> take(Frame frame) {
    boolean first = frame.opcode() != 0;
    isCompressed = first ? (frame.reserved() & Frame.RSV1) != 0 : isCompressed;
    if (frame.reserved() != 0
        && !(first && compression.agreed() && frame.reserved() == Frame.RSV1)) {
      broken = "a frame has a reserved bit set that nobody agreed on";
      return Optional.empty();
    }
    open.append(frame.payload());
    if (!frame.last()) {
      return Optional.empty();
    }
    String payload = open.toString();
    open = new StringBuilder();
    return isCompressed ? decompressed(payload) : Optional.of(payload);
  }

  private Optional<String> decompressed(String payload) {
    compressed.add(payload);
    try {
      List<String> all = DeflateCodec.decompressAll(compressed, compression.serverTakeover());
      return Optional.of(all.get(all.size() - 1));
    } catch (DataFormatException e) {
      broken = "message " + compressed.size() + " of the server cannot be decompressed";
      return Optional.empty();
    }
  }
}
