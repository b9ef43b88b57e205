package io.parley.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;

/** Assembles the server's data frames into messages. */
public final class MessageAssembler {
  private final boolean deflated;
  private final boolean takeover;
  private final List<String> plain = new ArrayList<>();
  private final List<String> compressed = new ArrayList<>();
  private StringBuilder open = new StringBuilder();
  private boolean isCompressed;

  private MessageAssembler(boolean deflated, boolean takeover) {
    this.deflated = deflated;
    this.takeover = takeover;
  }

  /**
   * Returns all complete messages, the compressed ones last.
   *
   * @param deflated whether permessage-deflate is agreed
   * @param takeover whether a message may refer to those before
   * @throws DataFormatException if a frame breaks what was agreed
   */
  public static List<String> read(List<Frame> frames, boolean deflated, boolean takeover)
      throws DataFormatException {
    MessageAssembler messageAssembler = new MessageAssembler(deflated, takeover);
    for (Frame frame : frames) {
      messageAssembler.take(frame);
    }
    return messageAssembler.all();
  }

  private void take(Frame frame) throws DataFormatException {
    if (frame.isControl()) {
      return;
    }
    if (frame.reserved() != 0 && !(deflated && frame.reserved() == Frame.RSV1)) {
      throw new DataFormatException("a reserved bit is set that nobody agreed on");
    }
    isCompressed = frame.is(Frame.CONTINUATION) ? isCompressed : frame.isReserving(Frame.RSV1);
    open.append(frame.payload());
    if (frame.last()) {
      (isCompressed ? compressed : plain).add(open.toString());
      open = new StringBuilder();
    }
  }

  private List<String> all() throws DataFormatException {
    List<String> all = new ArrayList<>(plain);
    all.addAll(DeflateCodec.decompressAll(compressed, takeover));
    return List.copyOf(all);
  }
}
