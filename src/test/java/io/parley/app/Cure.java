package io.parley.app;

import io.parley.handshake.ProblemCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong with a handshake, and what the advice says to do about it.
 *
 * @param words of the advice, which the cure follows
 * @param harmed lines of the request; {@code {host}} is the server's
 * @param cured the same after the advice was followed
 */
record Cure(ProblemCode problemCode, String words, List<String> harmed, List<String> cured) {
  private static final List<String> SAMPLE =
      List.of(
          "GET /echo HTTP/1.1",
          "Host: {host}",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13");

  /** Each with the lines that go wrong and those that replace them; both may be several or none. */
  static final List<Cure> ALL =
      List.of(
          cure(ProblemCode.HOST_NOT_SERVED, "Use a host name of this server")
              .with("Host: {host}", "Host: rebound.example", "Host: {host}"),
          cure(ProblemCode.PATH_UNKNOWN, "a proxy may have added or removed a prefix")
              .with("GET /echo HTTP/1.1", "GET /prefix/echo HTTP/1.1", "GET /echo HTTP/1.1"),
          cure(ProblemCode.PATH_UNKNOWN, "Use /echo.")
              .with("GET /echo HTTP/1.1", "GET //Echo/ HTTP/1.1", "GET /echo HTTP/1.1"),
          cure(ProblemCode.PATH_VALUE_INVALID, "the detail says which those are")
              .with("GET /echo HTTP/1.1", "GET /chat/a%20b HTTP/1.1", "GET /chat/a-b HTTP/1.1"),
          cure(
                  ProblemCode.FRAGMENT_IN_TARGET,
                  "A # that belongs to a name or a value is written %23.")
              .with("GET /echo HTTP/1.1", "GET /echo?a=#1 HTTP/1.1", "GET /echo?a=%231 HTTP/1.1"),
          cure(ProblemCode.METHOD_NOT_ALLOWED, "Use the method that Allow names.")
              .with("GET /echo HTTP/1.1", "POST /echo HTTP/1.1", "{Allow} /echo HTTP/1.1"),
          cure(ProblemCode.HTTP_VERSION_OLD, "Use HTTP/1.1")
              .with("GET /echo HTTP/1.1", "GET /echo HTTP/1.0", "GET /echo HTTP/1.1"),
          cure(ProblemCode.HOST_MISSING, "Send one Host field: the host and port of the URL.")
              .with("Host: {host}", "", "Host: {host}"),
          cure(ProblemCode.HOST_REPEATED, "Send one Host field: the host and port of the URL.")
              .with("Host: {host}", "Host: {host}|Host: {host}", "Host: {host}"),
          cure(ProblemCode.HOST_MALFORMED, "Send a host and at most a port, as in a URL.")
              .with("Host: {host}", "Host: http://{host}/", "Host: {host}"),
          cure(ProblemCode.CONTENT_NOT_ALLOWED, "nor a Content-Length other than 0")
              .with(
                  "Upgrade: websocket",
                  "Upgrade: websocket|Content-Length: 3",
                  "Upgrade: websocket|Content-Length: 0"),
          cure(ProblemCode.UPGRADE_REQUIRED, "Open this URL as a WebSocket.")
              .with("Upgrade: websocket", "", "Upgrade: websocket"),
          cure(ProblemCode.CONNECTION_WITHOUT_UPGRADE, "Send Connection: Upgrade.")
              .with("Connection: Upgrade", "Connection: keep-alive", "Connection: Upgrade"),
          cure(ProblemCode.KEY_MISSING, "Send Sec-WebSocket-Key: base64 of 16 random bytes")
              .with(key("dGhlIHNhbXBsZSBub25jZQ=="), "", key("{random}")),
          cure(ProblemCode.KEY_REPEATED, "Send one Sec-WebSocket-Key field.")
              .with(
                  key("dGhlIHNhbXBsZSBub25jZQ=="),
                  key("dGhlIHNhbXBsZSBub25jZQ==") + "|" + key("dGhlIHNhbXBsZSBub25jZQ=="),
                  key("{random}")),
          cure(
                  ProblemCode.KEY_MALFORMED,
                  "Send base64 of 16 random bytes: 24 characters that end in ==.")
              .with(key("dGhlIHNhbXBsZSBub25jZQ=="), key("sample"), key("{random}")),
          version(ProblemCode.VERSION_MISSING, ""),
          version(ProblemCode.VERSION_MALFORMED, "Sec-WebSocket-Version: 013"),
          version(ProblemCode.VERSION_UNSUPPORTED, "Sec-WebSocket-Version: 25"),
          cure(ProblemCode.VERSION_REPEATED, "Send one Sec-WebSocket-Version field: 13.")
              .with(
                  "Sec-WebSocket-Version: 13",
                  "Sec-WebSocket-Version: 13|Sec-WebSocket-Version: 8",
                  "Sec-WebSocket-Version: 13"),
          cure(ProblemCode.ORIGIN_REPEATED, "Send at most one Origin.")
              .more("Origin: http://{host}|Origin: http://{host}", "Origin: http://{host}"),
          cure(ProblemCode.ORIGIN_MALFORMED, "Send scheme, :// and host, with a port")
              .more("Origin: {host}/", "Origin: http://{host}"),
          cure(ProblemCode.ORIGIN_NOT_ALLOWED, "Open the connection from a page of this server")
              .more("Origin: https://elsewhere.example", "Origin: http://{host}"),
          cure(ProblemCode.SUBPROTOCOLS_MALFORMED, "names that are tokens, separated by commas")
              .more("Sec-WebSocket-Protocol: soap; wamp", "Sec-WebSocket-Protocol: soap, wamp"),
          cure(ProblemCode.SUBPROTOCOL_REPEATED, "Name every subprotocol once.")
              .more("Sec-WebSocket-Protocol: soap, soap", "Sec-WebSocket-Protocol: soap"),
          cure(ProblemCode.TARGET_TOO_LONG, "Use a shorter URL")
              .with(
                  "GET /echo HTTP/1.1",
                  "GET /echo?" + "x".repeat(20_000) + " HTTP/1.1",
                  "GET /echo?x HTTP/1.1"),
          cure(ProblemCode.HEADER_TOO_LARGE, "Send smaller fields")
              .more("Cookie: " + "x".repeat(20_000), "Cookie: x"),
          cure(ProblemCode.FIELD_MALFORMED, "a colon right behind it")
              .with("Host: {host}", "Host : {host}", "Host: {host}"),
          cure(ProblemCode.CONTENT_LENGTH_AMBIGUOUS, "for a WebSocket neither")
              .more("Content-Length: 0|Content-Length: 0", ""),
          cure(ProblemCode.EXPECTATION_UNKNOWN, "send Expect: 100-continue")
              .more("Expect: magic", "Expect: 100-continue"),
          cure(ProblemCode.EXTENSIONS_MALFORMED, "or leave the field out")
              .more("Sec-WebSocket-Extensions: ;", ""));

  private static String key(String value) {
    return "Sec-WebSocket-Key: " + value;
  }

  private static Cure version(ProblemCode problemCode, String harm) {
    return cure(problemCode, "Send Sec-WebSocket-Version: 13.")
        .with("Sec-WebSocket-Version: 13", harm, "Sec-WebSocket-Version: 13");
  }

  private static Cure cure(ProblemCode problemCode, String words) {
    return new Cure(problemCode, words, SAMPLE, SAMPLE);
  }

  private Cure with(String line, String harm, String cure) {
    return new Cure(problemCode, words, replaced(line, harm), replaced(line, cure));
  }

  private Cure more(String harm, String cure) {
    String last = SAMPLE.get(SAMPLE.size() - 1);
    return with(last, last + "|" + harm, cure.isEmpty() ? last : last + "|" + cure);
  }

  private static List<String> replaced(String line, String by) {
    List<String> lines = new ArrayList<>(SAMPLE);
    int at = lines.indexOf(line);
    lines.remove(at);
    lines.addAll(at, Arrays.stream(by.split("\\|")).filter(part -> !part.isEmpty()).toList());
    return lines;
  }

  static String request(List<String> lines, String host) {
    return lines.stream()
        .collect(Collectors.joining("\r\n", "", "\r\n\r\n"))
        .replace("{host}", host);
  }

  @Override
  public String toString() {
    return problemCode + ": " + words;
  }
}
