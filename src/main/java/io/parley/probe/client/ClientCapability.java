package io.parley.probe.client;

import java.util.function.Predicate;

/** What a client has to offer before a case can apply to it. */
enum ClientCapability {
  SUBPROTOCOL("it offers no subprotocol", request -> !request.subprotocols().isEmpty()),
  SUBPROTOCOLS(
      "it offers fewer than two subprotocols", request -> request.subprotocols().size() > 1),
  NO_SUBPROTOCOL("it offers a subprotocol", request -> request.subprotocols().isEmpty()),
  DEFLATE("it does not offer permessage-deflate", request -> !request.deflateOffers().isEmpty()),
  NO_DEFLATE("it offers permessage-deflate", request -> request.deflateOffers().isEmpty()),
  CLIENT_WINDOW(
      "it does not offer client_max_window_bits",
      request -> request.offersParameter("client_max_window_bits")),
  NO_CLIENT_WINDOW(
      "it offers client_max_window_bits",
      request -> !request.offersParameter("client_max_window_bits"));

  private final String reason;

  @SuppressWarnings("ImmutableEnumChecker") // The lambdas hold nothing.
  private final Predicate<OpeningRequest> has;

  ClientCapability(String reason, Predicate<OpeningRequest> has) {
    this.reason = reason;
    this.has = has;
  }

  /** Why the case is skipped without it. */
  String reason() {
    return reason;
  }

  boolean isIn(OpeningRequest request) {
    return has.test(request);
  }
}
