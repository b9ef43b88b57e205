package io.parley.probe.client;

import io.parley.probe.DeflateCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;

/** Assembles a client's data frames into messages. */
final class ClientMessages {
  /** A complete message, still compressed where it was sent so. */
  record Message(boolean compressed, String payload) {}

  private ClientMessages() {}

  static List<Message> assemble(List<ClientFrame> frames) {
    List<Message> messages = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    boolean compressed = false;
    for (ClientFrame frame : frames) {
      if (!frame.isControl()) {
        compressed = frame.opcode() == 0 ? compressed : frame.isCompressed();
        open.append(frame.payload());
        if (frame.last()) {
          messages.add(new Message(compressed, open.toString()));
          open.setLength(0);
        }
      }
    }
    return List.copyOf(messages);
  }

  /**
   * Reads all messages, in order.
   *
   * @param takeover whether a compressed message may refer to those before
   * @throws DataFormatException if one cannot be decompressed
   */
  static List<String> read(List<ClientFrame> frames, boolean takeover) throws DataFormatException {
    List<Message> messages = assemble(frames);
    List<String> decompressed = DeflateCodec.decompressAll(payloads(messages), takeover);
    List<String> texts = new ArrayList<>();
    int next = 0;
    for (Message message : messages) {
      texts.add(message.compressed() ? decompressed.get(next++) : message.payload());
    }
    return List.copyOf(texts);
  }

  /** The compressed payloads. */
  static List<String> payloads(List<Message> messages) {
    return messages.stream().filter(Message::compressed).map(Message::payload).toList();
  }
}
