package io.parley.probe.client;

import static io.parley.probe.client.ClientExpectation.opens;
import static io.parley.probe.client.ClientExpectation.staysClosed;

/** The status line of the answer. */
final class StatusLineCases {
  /** A SETTINGS frame without settings: the beginning of each HTTP/2 server (RFC 9113 3.4). */
  private static final String HTTP_2_PREFACE = "\0\0\0\4\0\0\0\0\0";

  private StatusLineCases() {}

  /** Protocol version. */
  static ClientSection version() {
    return ClientSection.of("rfc9110", "6.2", "Control Data")
        .should(
            "answer with HTTP/1.2",
            "take it for HTTP/1.1",
            status("HTTP/1.2 101 Switching Protocols"),
            opens())
        .bestFail("answer with HTTP/1.0", a -> a.status("HTTP/1.0 101 Switching Protocols"))
        .best(
            "answer with HTTP/2.0",
            "not open the connection",
            refusal("HTTP/2.0 101 Switching Protocols"),
            staysClosed())
        .best(
            "answer with HTTP/3",
            "not open the connection",
            refusal("HTTP/3 101 Switching Protocols"),
            staysClosed())
        .must(
            "answer with the preface of HTTP/2",
            "not open the connection",
            dialog -> dialog.refuse(HTTP_2_PREFACE),
            staysClosed())
        .must(
            "answer with octets that are not HTTP, then the fields of a 101",
            "not open the connection",
            refusal("parley parley parley"),
            staysClosed());
  }

  /** Status Line. */
  static ClientSection reason() {
    return ClientSection.of("rfc9112", "4", "Status Line")
        .mustOpen("leave the reason empty", a -> a.status("HTTP/1.1 101 "))
        .shouldOpen("give another reason", a -> a.status("HTTP/1.1 101 Parley, yes: fine"))
        .shouldOpen("give 200 OK as the reason", a -> a.status("HTTP/1.1 101 200 OK"))
        .shouldOpen(
            "give a reason with octets above 127", a -> a.status("HTTP/1.1 101 \u00e9chang\u00e9"))
        .best(
            "leave out the reason and the space before it",
            "open the connection",
            status("HTTP/1.1 101"),
            opens())
        .must(
            "answer with the status 1010",
            "not open the connection",
            refusal("HTTP/1.1 1010 Switching Protocols"),
            staysClosed())
        .must(
            "answer with the status 10",
            "not open the connection",
            refusal("HTTP/1.1 10 Switching Protocols"),
            staysClosed())
        .must(
            "answer with the status 1O1, with a letter",
            "not open the connection",
            refusal("HTTP/1.1 1O1 Switching Protocols"),
            staysClosed())
        .must(
            "answer with no status",
            "not open the connection",
            refusal("HTTP/1.1 Switching Protocols"),
            staysClosed());
  }

  private static ClientScript status(String line) {
    return ClientScript.conversing(a -> a.status(line));
  }

  private static ClientScript refusal(String line) {
    return ClientScript.refusing(a -> a.status(line));
  }
}
