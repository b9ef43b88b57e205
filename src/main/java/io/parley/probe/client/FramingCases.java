package io.parley.probe.client;

import static io.parley.probe.client.ClientExpectation.failsOpen;
import static io.parley.probe.client.ClientExpectation.opens;
import static io.parley.probe.client.ClientExpectation.when;

import io.parley.probe.CaseOutcome;
import io.parley.probe.Frame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

/** What a client sends and takes once the connection is open (RFC 6455 5). */
final class FramingCases {
  private static final int MESSAGES = 8;
  private static final int PONG = 10;

  private FramingCases() {}

  /** Overview. */
  static ClientSection overview() {
    ClientSection section = ClientSection.of("rfc6455", "5.1", "Framing: Overview");
    return section
        .must(
            "answer rightly",
            "mask each frame",
            dialog -> dialog.converse(dialog.right().octets()),
            masked())
        .must(
            "send a masked message",
            "fail the connection",
            failing(Frame.text(Dialog.OURS).octets()),
            failsOpen());
  }

  private static ClientExpectation masked() {
    return new ClientExpectation(
        "masks all its frames",
        seen ->
            seen.frames().isEmpty()
                ? CaseOutcome.failed(seen.told())
                : when(seen.frames().stream().allMatch(ClientFrame::isMasked), seen, ""));
  }

  /** Base Framing Protocol. */
  static ClientSection baseFraming() {
    ClientSection section = ClientSection.of("rfc6455", "5.2", "Base Framing Protocol");
    section.must(
        "put a message into the packet of the 101",
        "take it",
        dialog -> {
          dialog.say(dialog.right().followedBy(ServerAnswer.message(Dialog.OURS)).octets());
          dialog.talk(2, List.of());
        },
        opens());
    section.must(
        "put half of a message into the packet of the 101, and the rest into the next",
        "take it",
        FramingCases::halves,
        opens());
    for (int bit : List.of(4, 2, 1)) {
      section.must(
          "set the reserved bit RSV" + (bit == 4 ? 1 : bit == 2 ? 2 : 3) + " without an extension",
          "fail the connection",
          failing(Frame.text(Dialog.OURS).unmasked().reserving(bit).octets()),
          failsOpen());
    }
    for (int opcode : List.of(3, 11)) {
      section.must(
          "send a frame with the reserved opcode " + opcode,
          "fail the connection",
          failing(Frame.text(Dialog.OURS).unmasked().of(opcode).octets()),
          failsOpen());
    }
    return section;
  }

  private static void halves(Dialog dialog) {
    String message = ServerAnswer.message(Dialog.OURS);
    dialog.say(dialog.right().followedBy(message.substring(0, 3)).octets());
    dialog.awaitMessages(1);
    dialog.send(message.substring(3));
    dialog.talk(2, List.of());
  }

  /** Client-to-Server Masking. */
  static ClientSection masking() {
    return ClientSection.of("rfc6455", "5.3", "Client-to-Server Masking")
        .must("send eight messages", "choose a new mask for each frame", talking(), fresh())
        .must(
            "send eight messages",
            "choose masks that do not follow from one another",
            talking(),
            unpredictable())
        .must(
            "answer rightly",
            "begin each connection with another mask",
            dialog -> dialog.converse(dialog.right().octets()),
            new ClientExpectation(
                "begins with a mask that no earlier connection began with",
                FramingCases::isNewMask));
  }

  private static ClientScript talking() {
    return dialog -> {
      dialog.say(dialog.right().octets());
      List<String> messages = new ArrayList<>();
      for (int i = 0; i < MESSAGES; i++) {
        messages.add(ServerAnswer.message(Dialog.OURS + " " + i));
      }
      dialog.talk(1, messages);
    };
  }

  private static ClientExpectation fresh() {
    return masks("has no mask twice", masks -> new HashSet<>(masks).size() == masks.size());
  }

  private static ClientExpectation unpredictable() {
    return masks(
        "has masks without a constant difference",
        masks -> {
          HashSet<Integer> differences = new HashSet<>();
          for (int i = 1; i < masks.size(); i++) {
            differences.add(number(masks.get(i)) - number(masks.get(i - 1)));
          }
          return differences.size() > 1;
        });
  }

  private static ClientExpectation masks(String words, Predicate<List<String>> right) {
    return new ClientExpectation(
        words,
        seen -> {
          List<String> masks =
              seen.frames().stream().map(ClientFrame::mask).filter(m -> !m.isEmpty()).toList();
          String told = "the masks are " + masks.stream().map(FramingCases::hex).toList();
          return CaseOutcome.when(masks.size() >= MESSAGES && right.test(masks), told);
        });
  }

  private static int number(String mask) {
    return mask.chars().reduce(0, (sum, octet) -> sum << 8 | octet);
  }

  private static String hex(String mask) {
    return String.format("%08x", number(mask));
  }

  private static CaseOutcome isNewMask(Observation seen) {
    if (seen.history().masks().isEmpty()) {
      return CaseOutcome.skipped("there is no earlier connection to compare with");
    }
    return seen.frames().isEmpty()
        ? CaseOutcome.failed(seen.told())
        : CaseOutcome.when(
            !seen.history().masks().contains(seen.frames().get(0).mask()),
            "the mask came before: " + hex(seen.frames().get(0).mask()));
  }

  /** Control Frames. */
  static ClientSection controlFrames() {
    return ClientSection.of("rfc6455", "5.5", "Control Frames")
        .must(
            "close the connection",
            "answer with a Close frame",
            dialog -> dialog.converse(dialog.right().octets()),
            frame("sends a Close frame", ClientFrame::isClose))
        .must(
            "send a Ping",
            "answer with a Pong of the same content",
            dialog -> {
              dialog.say(dialog.right().octets());
              String ping = Frame.ping(Dialog.OURS).unmasked().octets();
              dialog.talk(1, List.of(ping + ServerAnswer.message(Dialog.OURS)));
            },
            frame("sends a Pong", f -> f.opcode() == PONG && f.payload().equals(Dialog.OURS)))
        .must(
            "put a Ping into the packet of the 101",
            "answer with a Pong",
            dialog -> {
              String ping = Frame.ping(Dialog.OURS).unmasked().octets();
              dialog.converse(dialog.right().followedBy(ping).octets());
            },
            frame("sends a Pong", f -> f.opcode() == PONG && f.payload().equals(Dialog.OURS)))
        .must(
            "put a Close frame into the packet of the 101",
            "answer with a Close frame",
            dialog -> {
              dialog.say(dialog.right().followedBy(Dialog.closeFrame()).octets());
              dialog.awaitClose();
            },
            frame("sends a Close frame", ClientFrame::isClose));
  }

  private static ClientExpectation frame(String words, Predicate<ClientFrame> right) {
    return new ClientExpectation(
        words, seen -> when(seen.frames().stream().anyMatch(right), seen, ""));
  }

  /** Opens rightly, and then breaks a rule. */
  private static ClientScript failing(String octets) {
    return dialog -> {
      dialog.say(dialog.right().octets());
      if (dialog.awaitMessages(1)) {
        dialog.sayAndWatch(octets);
      }
    };
  }
}
