package io.parley.probe.client;

import static io.parley.probe.client.ClientExpectation.opens;
import static io.parley.probe.client.ClientExpectation.staysClosed;

import java.time.Duration;
import java.util.List;

/** The answer as a message of HTTP/1.1 (RFC 9112). */
final class MessageCases {
  private static final Duration LINE = Duration.ofMillis(100);
  private static final Duration PIECE = Duration.ofMillis(30);
  private static final Duration OCTET = Duration.ofMillis(3);

  private MessageCases() {}

  /** Message Parsing. */
  static ClientSection parsing() {
    ClientSection section = ClientSection.of("rfc9112", "2.2", "Message Parsing");
    packets(section);
    return section
        .must(
            "send the head without its empty line",
            "wait for it",
            dialog -> dialog.refuse(dialog.right().head().replaceFirst("\r\n$", "")),
            staysClosed())
        .must(
            "send half of the status line",
            "wait for the rest",
            dialog -> dialog.refuse("HTTP/1.1 101 Swi"),
            staysClosed())
        .mustFail(
            "put a space before the only Upgrade, right behind the status line",
            a -> a.without("Upgrade").opening(" Upgrade: websocket"))
        .mustFail(
            "put a bare CR before the only accept field",
            a ->
                a.without(ServerAnswer.ACCEPT)
                    .line("X-Parley: a\rSec-WebSocket-Accept: " + a.accept()));
  }

  private static void packets(ClientSection section) {
    section
        .must(
            "send each line in a packet of its own",
            "open the connection",
            dialog ->
                dialog.sayInPartsThenConverse(
                    List.of(dialog.right().head().split("(?<=\n)", -1)), LINE),
            opens())
        .must(
            "cut the lines and their ends into packets",
            "open the connection",
            dialog ->
                dialog.sayInPartsThenConverse(
                    List.of(dialog.right().head().split("(?<=\r)|(?<=:)|(?<=Acc)", -1)), PIECE),
            opens())
        .must(
            "send each octet in a packet of its own",
            "open the connection",
            dialog ->
                dialog.sayInPartsThenConverse(
                    List.of(dialog.right().head().split("(?<=.)(?s)", -1)), OCTET),
            opens());
  }

  /** Obsolete Line Folding. */
  static ClientSection folding() {
    return ClientSection.of("rfc9112", "5.2", "Obsolete Line Folding")
        .mustOpen("fold Connection before its value", a -> a.with("Connection", "\r\n Upgrade"))
        .mustOpen("fold Upgrade before its value", a -> a.with("Upgrade", "\r\n\twebsocket"))
        .mustOpen(
            "fold the accept field before its value",
            a -> a.with(ServerAnswer.ACCEPT, "\r\n  " + a.accept()))
        .mustOpen("fold an unknown field", a -> a.opening("X-Parley: a\r\n b\r\n\tc"));
  }

  /** Message Body Length. */
  static ClientSection length() {
    return ClientSection.of("rfc9112", "6.3", "Message Body Length")
        .shouldOpen("add Content-Length: 0 to the 101", a -> a.and("Content-Length", "0"))
        .shouldOpen(
            "add Content-Length: 5 to the 101, and no content", a -> a.and("Content-Length", "5"))
        .shouldOpen(
            "add Transfer-Encoding: chunked to the 101, and no content",
            a -> a.and("Transfer-Encoding", "chunked"));
  }
}
