package io.parley.doctor;

import io.parley.probe.Extension;
import io.parley.probe.PrintableOctets;
import io.parley.probe.ProbeResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was agreed on about compression (RFC 7692).
 *
 * @param serverTakeover whether a message of the server may refer to those before
 * @param clientTakeover whether a message of the client may
 */
record Compression(boolean agreed, boolean serverTakeover, boolean clientTakeover) {
  static final Compression NONE = new Compression(false, false, false);

  private static final String DEFLATE = "permessage-deflate";
  private static final Set<String> FLAGS =
      Set.of("server_no_context_takeover", "client_no_context_takeover");
  private static final Set<String> WINDOWS =
      Set.of("server_max_window_bits", "client_max_window_bits");

  /** Reads the 101; throws where it has what was not offered. */
  static Compression of(ProbeResponse response) throws FailedStepException {
    Optional<List<Extension>> extensions = Extension.read(response);
    String shown = PrintableOctets.brief(String.join(", ", response.values(Server.EXTENSIONS)));
    if (extensions.isEmpty() || extensions.get().size() > 1) {
      throw wrong("The 101 has a malformed or second extension: " + shown + ".", shown);
    }
    if (extensions.get().isEmpty()) {
      return NONE;
    }
    Extension extension = extensions.get().get(0);
    if (!extension.name().equals(DEFLATE)) {
      throw wrong("The server chose an extension that was not offered: " + shown + ".", shown);
    }
    Set<String> names =
        extension.parameters().stream().map(Extension.Parameter::name).collect(Collectors.toSet());
    boolean valid = extension.parameters().stream().allMatch(Compression::isValid);
    if (!valid || names.size() < extension.parameters().size()) {
      throw wrong(
          "The server chose a parameter that is not one of RFC 7692: " + shown + ".", shown);
    }
    return new Compression(
        true,
        !names.contains("server_no_context_takeover"),
        !names.contains("client_no_context_takeover"));
  }

  private static boolean isValid(Extension.Parameter parameter) {
    return FLAGS.contains(parameter.name())
        ? parameter.value().isEmpty()
        : WINDOWS.contains(parameter.name()) && parameter.value().matches("[89]|1[0-5]");
  }

  private static FailedStepException wrong(String cause, String seen) {
    return new FailedStepException(
        Diagnosis.of(
            Party.APPLICATION,
            cause,
            "Answer permessage-deflate with the parameters of RFC 7692 only, or leave"
                + " Sec-WebSocket-Extensions out: a browser closes the connection otherwise.",
            "Update the server's library, or switch its compression off."),
        seen);
  }

  @Override
  public String toString() {
    if (!agreed) {
      return "permessage-deflate offered, none chosen: messages are not compressed";
    }
    return "permessage-deflate, "
        + (serverTakeover ? "the server keeps its window" : "no window of the server")
        + ", "
        + (clientTakeover ? "the client keeps its window" : "no window of the client");
  }
}
