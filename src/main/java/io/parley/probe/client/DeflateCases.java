package io.parley.probe.client;

import static io.parley.probe.client.ClientExpectation.fails;
import static io.parley.probe.client.ClientExpectation.failsOpen;
import static io.parley.probe.client.ServerAnswer.EXTENSIONS;

import io.parley.probe.DeflateCodec;
import io.parley.probe.Frame;
import java.util.List;

/** permessage-deflate, with messages that are really compressed (RFC 7692). */
final class DeflateCases {
  private static final String NAME = "permessage-deflate";
  private static final String OPEN = "open the connection and exchange compressed messages";
  private static final String OPEN_OR_FAIL = "do as agreed, or fail the connection";

  private DeflateCases() {}

  private static ClientSection section(String number, String title) {
    return ClientSection.of("rfc7692", number, title).needing(ClientCapability.DEFLATE);
  }

  /** Negotiation. */
  static ClientSection negotiation() {
    return section("5", "Negotiation")
        .bestFail("agree on permessage-deflate twice", a -> a.with(EXTENSIONS, NAME + ", " + NAME));
  }

  /** Framing. */
  static ClientSection framing() {
    String whole = DeflateCodec.compress(DeflateTalk.TEXT);
    return section("6", "Framing: per-message compression")
        .must(
            "send a message that is not compressed",
            "take it",
            DeflateTalk.sending(NAME, ServerAnswer.message(DeflateTalk.TEXT)),
            DeflateTalk.echoes(true, DeflateTalk.TEXT))
        .must(
            "send a compressed message in two fragments",
            "take it",
            DeflateTalk.sending(
                NAME, fragment(whole.substring(0, 9)) + continuation(whole.substring(9)).octets()),
            DeflateTalk.echoes(true, DeflateTalk.TEXT))
        .must(
            "set RSV1 in the second fragment, too",
            "fail the connection",
            DeflateTalk.breaking(
                NAME,
                fragment(whole.substring(0, 9))
                    + continuation(whole.substring(9)).reserving(ClientFrame.RSV1).octets()),
            failsOpen())
        .must(
            "set RSV1 in a Ping",
            "fail the connection",
            DeflateTalk.breaking(
                NAME, Frame.ping("").unmasked().reserving(ClientFrame.RSV1).octets()),
            failsOpen())
        .must(
            "set RSV2 in a compressed message",
            "fail the connection",
            DeflateTalk.breaking(
                NAME, Frame.compressed(whole).unmasked().reserving(ClientFrame.RSV1 | 2).octets()),
            failsOpen());
  }

  private static String fragment(String payload) {
    return Frame.compressed(payload).unmasked().withMoreToCome().octets();
  }

  private static Frame continuation(String payload) {
    return Frame.text(payload).unmasked().of(0);
  }

  /** The permessage-deflate Extension. */
  static ClientSection extension() {
    ClientSection section = section("7", "The permessage-deflate Extension");
    section.must("agree on it", OPEN, DeflateTalk.talking(NAME), DeflateTalk.echoes(true));
    for (String parameter :
        List.of(
            "x-parley",
            "x-parley=1",
            "server_no_context_takeover; server_no_context_takeover",
            "client_no_context_takeover; client_no_context_takeover",
            "server_max_window_bits=10; server_max_window_bits=11",
            "server_no_context_takeover=1",
            "client_no_context_takeover=true")) {
      section.mustFail("agree with " + parameter, a -> a.with(EXTENSIONS, NAME + "; " + parameter));
    }
    return section;
  }

  /** The server_no_context_takeover parameter. */
  static ClientSection serverTakeover() {
    String value = NAME + "; server_no_context_takeover";
    return section("7.1.1.1", "The server_no_context_takeover Parameter")
        .must(
            "agree with it, and refer to nothing before",
            OPEN_OR_FAIL,
            DeflateTalk.talking(value),
            DeflateTalk.echoes(true).or(fails()))
        .should(
            "agree with it, and refer to nothing before",
            OPEN,
            DeflateTalk.talking(value),
            DeflateTalk.echoes(true))
        .must(
            "agree without it, and refer to the message before",
            OPEN,
            DeflateTalk.talking(NAME),
            DeflateTalk.echoes(true));
  }

  /** The client_no_context_takeover parameter. */
  static ClientSection clientTakeover() {
    String value = NAME + "; client_no_context_takeover";
    return section("7.1.1.2", "The client_no_context_takeover Parameter")
        .must(
            "agree with it",
            "refer to no message before, or fail the connection",
            DeflateTalk.talking(value),
            DeflateTalk.echoes(false).or(fails()))
        .should("agree with it", OPEN, DeflateTalk.talking(value), DeflateTalk.echoes(false))
        .should(
            "agree with both takeover parameters",
            OPEN,
            DeflateTalk.talking(value + "; server_no_context_takeover"),
            DeflateTalk.echoes(false));
  }

  /** The server_max_window_bits parameter. */
  static ClientSection serverWindow() {
    ClientSection section = section("7.1.2.1", "The server_max_window_bits Parameter");
    for (String bits : List.of("8", "10", "15")) {
      String value = NAME + "; server_max_window_bits=" + bits;
      section
          .must(
              "agree with " + bits,
              OPEN_OR_FAIL,
              DeflateTalk.talkingWithoutReferences(value),
              DeflateTalk.echoes(true).or(fails()))
          .should(
              "agree with " + bits,
              OPEN,
              DeflateTalk.talkingWithoutReferences(value),
              DeflateTalk.echoes(true));
    }
    for (String bits : List.of("=7", "=16", "=0", "=08", "=-8", "=10.0", "=1O", "")) {
      section.mustFail(
          "agree with server_max_window_bits" + bits,
          a -> a.with(EXTENSIONS, NAME + "; server_max_window_bits" + bits));
    }
    return section;
  }

  /** The client_max_window_bits parameter. */
  static ClientSection clientWindow() {
    ClientSection section = section("7.1.2.2", "The client_max_window_bits Parameter");
    for (String bits : List.of("=7", "=16", "=0", "=09", "=x", "")) {
      section.mustFail(
          "agree with client_max_window_bits" + bits,
          a -> a.with(EXTENSIONS, NAME + "; client_max_window_bits" + bits));
    }
    section
        .needing(ClientCapability.DEFLATE, ClientCapability.NO_CLIENT_WINDOW)
        .bestFail(
            "agree with client_max_window_bits=15, which is not offered",
            a -> a.with(EXTENSIONS, NAME + "; client_max_window_bits=15"))
        .needing(ClientCapability.DEFLATE, ClientCapability.CLIENT_WINDOW);
    for (int bits : List.of(9, 10, 15)) {
      String value = NAME + "; client_max_window_bits=" + bits;
      section
          .must(
              "agree with " + bits,
              "keep to that window, or fail the connection",
              DeflateTalk.talking(value),
              DeflateTalk.echoes(true).and(DeflateTalk.keepsTo(bits)).or(fails()))
          .should(
              "agree with " + bits,
              OPEN,
              DeflateTalk.talking(value),
              DeflateTalk.echoes(true).and(DeflateTalk.keepsTo(bits)));
    }
    return section;
  }

  /** Decompression. */
  static ClientSection decompression() {
    return section("7.2.2", "Decompression")
        .must(
            "send an empty compressed message",
            "take it",
            DeflateTalk.sending(NAME, compressed("\0")),
            DeflateTalk.echoes(true, ""))
        .must(
            "send a message in a block that is not compressed",
            "take it",
            DeflateTalk.sending(NAME, compressed(DeflateCodec.store(DeflateTalk.TEXT))),
            DeflateTalk.echoes(true, DeflateTalk.TEXT))
        .should(
            "send a message whose last block is marked as final",
            "take it",
            DeflateTalk.sending(NAME, compressed(DeflateCodec.compressFinally(DeflateTalk.TEXT))),
            DeflateTalk.echoes(true, DeflateTalk.TEXT))
        .best(
            "send a message that cannot be decompressed",
            "fail the connection",
            DeflateTalk.breaking(NAME, compressed("\u00ff\u00ff\u00ff\u00ff")),
            failsOpen());
  }

  private static String compressed(String payload) {
    return Frame.compressed(payload).unmasked().octets();
  }
}
