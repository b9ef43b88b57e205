package io.parley.probe.client;

import static io.parley.probe.client.ServerAnswer.EXTENSIONS;

import io.parley.probe.CaseOutcome;
import io.parley.probe.DeflateCodec;
import io.parley.probe.Frame;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;

/** Scripts and expectations of a connection with compressed messages. */
final class DeflateTalk {
  /** Large enough that clients compress it, and that its repetition is far away. */
  private static final int HALF = 1100;

  /** A text without repetitions, twice. */
  static final String TEXT = letters().repeat(2);

  private DeflateTalk() {}

  private static String letters() {
    Random random = new Random(7692);
    StringBuilder letters = new StringBuilder();
    random.ints(HALF, '!', '~').forEach(c -> letters.append((char) c));
    return letters.toString();
  }

  /** Sends the text twice, compressed as the value says. */
  static ClientScript talking(String value) {
    boolean resets = value.contains("server_no_context_takeover");
    List<String> messages =
        resets
            ? List.of(DeflateCodec.compress(TEXT), DeflateCodec.compress(TEXT))
            : DeflateCodec.compressAll(TEXT, TEXT);
    return saying(value, messages.stream().map(DeflateTalk::compressed).toList());
  }

  /** Sends the text twice, in blocks that refer to nothing, as the smallest window allows. */
  static ClientScript talkingWithoutReferences(String value) {
    String message = compressed(DeflateCodec.store(TEXT));
    return saying(value, List.of(message, message));
  }

  /** Sends one message. */
  static ClientScript sending(String value, String message) {
    return saying(value, List.of(message));
  }

  private static ClientScript saying(String value, List<String> messages) {
    return dialog -> {
      dialog.say(dialog.right().with(EXTENSIONS, value).octets());
      dialog.talk(1, messages);
    };
  }

  /** Opens rightly, and then breaks what is agreed. */
  static ClientScript breaking(String value, String octets) {
    return dialog -> {
      dialog.say(dialog.right().with(EXTENSIONS, value).octets());
      if (dialog.awaitMessages(1)) {
        dialog.sayAndWatch(octets);
      }
    };
  }

  private static String compressed(String payload) {
    return Frame.compressed(payload).unmasked().octets();
  }

  /** Echoes the text twice. */
  static ClientExpectation echoes(boolean takeover) {
    return echoes(takeover, TEXT, TEXT);
  }

  /**
   * Echoes all texts.
   *
   * @param takeover whether a compressed message of the client may refer to those before
   */
  static ClientExpectation echoes(boolean takeover, String... texts) {
    return new ClientExpectation(
        "opens the connection and echoes all messages"
            + (takeover ? "" : ", each compressed by itself"),
        seen -> echoed(seen, takeover, List.of(texts)));
  }

  private static CaseOutcome echoed(Observation seen, boolean takeover, List<String> texts) {
    try {
      List<String> all = ClientMessages.read(seen.frames(), takeover);
      List<String> echoes = all.subList(Math.min(1, all.size()), all.size());
      return ClientExpectation.when(
          echoes.equals(texts), seen, echoes.size() + " of our messages came back; ");
    } catch (DataFormatException e) {
      return CaseOutcome.failed("a message of the client cannot be read: " + e.getMessage());
    }
  }

  /** Refers no further back than a window of that many bits reaches. */
  static ClientExpectation keepsTo(int bits) {
    return new ClientExpectation(
        "refers no further back than " + (1 << bits) + " octets",
        seen -> {
          try {
            List<String> payloads = ClientMessages.payloads(ClientMessages.assemble(seen.frames()));
            int largest = DeflateDistances.largest(payloads);
            String told = "the furthest reference is " + largest + " octets back";
            return largest <= (1 << bits) ? CaseOutcome.passed(told) : CaseOutcome.failed(told);
          } catch (DataFormatException e) {
            return CaseOutcome.failed("a message of the client cannot be read: " + e.getMessage());
          }
        });
  }
}
