package io.parley.probe.client;

import static io.parley.probe.client.ServerAnswer.EXTENSIONS;

import java.util.List;

/** Sec-WebSocket-Extensions of the answer (RFC 6455 4.1 step 5 and 9.1). */
final class ExtensionCases {
  private ExtensionCases() {}

  static void add(ClientSection section) {
    section
        .mustFail("agree on an extension that is not offered", a -> a.with(EXTENSIONS, "x-parley"))
        .mustFail(
            "agree on an extension that is not offered, with parameters",
            a -> a.with(EXTENSIONS, "x-parley; a=1; b"))
        .needing(ClientCapability.NO_DEFLATE)
        .mustFail(
            "agree on permessage-deflate, which is not offered",
            a -> a.with(EXTENSIONS, "permessage-deflate"))
        .needing(ClientCapability.DEFLATE)
        .mustFail(
            "agree on permessage-deflate and an extension that is not offered",
            a -> a.with(EXTENSIONS, "permessage-deflate, x-parley"))
        .mustFail(
            "agree on an extension that is not offered and permessage-deflate",
            a -> a.with(EXTENSIONS, "x-parley, permessage-deflate"))
        .mustFail(
            "agree on permessage-deflate, and on an unknown extension in a second line",
            a -> a.with(EXTENSIONS, "permessage-deflate").and(EXTENSIONS, "x-parley"))
        .needing();
  }

  /** Negotiating Extensions. */
  static ClientSection negotiating() {
    ClientSection section = ClientSection.of("rfc6455", "9.1", "Negotiating Extensions");
    for (String value :
        List.of(
            ";",
            "permessage-deflate;",
            "permessage-deflate; =1",
            "permessage-deflate; client_no_context_takeover=",
            "permessage deflate",
            "\"permessage-deflate\"",
            "permessage-deflate/1")) {
      section.mustFail(
          "agree on extensions by the malformed value " + value, a -> a.with(EXTENSIONS, value));
    }
    return section.mustFail("send an empty Sec-WebSocket-Extensions", a -> a.with(EXTENSIONS, ""));
  }
}
