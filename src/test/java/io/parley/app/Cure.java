package io.parley.app;

import io.parley.handshake.Code;
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
record Cure(Code code, String words, List<String> harmed, List<String> cured) {
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
          cure(Code.HOST_NOT_SERVED, "Use a host name of this server")
              .with("Host: {host}", "Host: rebound.example", "Host: {host}"),
          cure(Code.PATH_UNKNOWN, "a proxy may have added or removed a prefix")
              .with("GET /echo HTTP/1.1", "GET /prefix/echo HTTP/1.1", "GET /echo HTTP/1.1"),
          cure(Code.PATH_UNKNOWN, "Use /echo.")
              .with("GET /echo HTTP/1.1", "GET //Echo/ HTTP/1.1", "GET /echo HTTP/1.1"),
          cure(Code.PATH_VALUE_INVALID, "the detail says which those are")
              .with("GET /echo HTTP/1.1", "GET /chat/a%20b HTTP/1.1", "GET /chat/a-b HTTP/1.1"),
          cure(Code.FRAGMENT_IN_TARGET, "A # that belongs to a name or a value is written %23.")
              .with("GET /echo HTTP/1.1", "GET /echo?a=#1 HTTP/1.1", "GET /echo?a=%231 HTTP/1.1"),
          cure(Code.METHOD_NOT_ALLOWED, "Use the method that Allow names.")
              .with("GET /echo HTTP/1.1", "POST /echo HTTP/1.1", "{Allow} /echo HTTP/1.1"),
          cure(Code.HTTP_VERSION_OLD, "Use HTTP/1.1")
              .with("GET /echo HTTP/1.1", "GET /echo HTTP/1.0", "GET /echo HTTP/1.1"),
          cure(Code.HOST_MISSING, "Send one Host field: the host and port of the URL.")
              .with("Host: {host}", "", "Host: {host}"),
          cure(Code.HOST_REPEATED, "Send one Host field: the host and port of the URL.")
              .with("Host: {host}", "Host: {host}|Host: {host}", "Host: {host}"),
          cure(Code.HOST_MALFORMED, "Send a host and at most a port, as in a URL.")
              .with("Host: {host}", "Host: http://{host}/", "Host: {host}"),
          cure(Code.CONTENT_NOT_ALLOWED, "nor a Content-Length other than 0")
              .with(
                  "Upgrade: websocket",
                  "Upgrade: websocket|Content-Length: 3",
                  "Upgrade: websocket|Content-Length: 0"),
          cure(Code.UPGRADE_REQUIRED, "Open this URL as a WebSocket.")
              .with("Upgrade: websocket", "", "Upgrade: websocket"),
          cure(Code.CONNECTION_WITHOUT_UPGRADE, "Send Connection: Upgrade.")
              .with("Connection: Upgrade", "Connection: keep-alive", "Connection: Upgrade"),
          cure(Code.KEY_MISSING, "Send Sec-WebSocket-Key: base64 of 16 random bytes")
              .with(key("dGhlIHNhbXBsZSBub25jZQ=="), "", key("{random}")),
          cure(Code.KEY_REPEATED, "Send one Sec-WebSocket-Key field.")
              .with(
                  key("dGhlIHNhbXBsZSBub25jZQ=="),
                  key("dGhlIHNhbXBsZSBub25jZQ==") + "|" + key("dGhlIHNhbXBsZSBub25jZQ=="),
                  key("{random}")),
          cure(Code.KEY_MALFORMED, "Send base64 of 16 random bytes: 24 characters that end in ==.")
              .with(key("dGhlIHNhbXBsZSBub25jZQ=="), key("sample"), key("{random}")),
          version(Code.VERSION_MISSING, ""),
          version(Code.VERSION_MALFORMED, "Sec-WebSocket-Version: 013"),
          version(Code.VERSION_UNSUPPORTED, "Sec-WebSocket-Version: 25"),
          cure(Code.VERSION_REPEATED, "Send one Sec-WebSocket-Version field: 13.")
              .with(
                  "Sec-WebSocket-Version: 13",
                  "Sec-WebSocket-Version: 13|Sec-WebSocket-Version: 8",
                  "Sec-WebSocket-Version: 13"),
          cure(Code.ORIGIN_REPEATED, "Send at most one Origin.")
              .more("Origin: http://{host}|Origin: http://{host}", "Origin: http://{host}"),
          cure(Code.ORIGIN_MALFORMED, "Send scheme, :// and host, with a port")
              .more("Origin: {host}/", "Origin: http://{host}"),
          cure(Code.ORIGIN_NOT_ALLOWED, "Open the connection from a page of this server")
              .more("Origin: https://elsewhere.example", "Origin: http://{host}"),
          cure(Code.SUBPROTOCOLS_MALFORMED, "names that are tokens, separated by commas")
              .more("Sec-WebSocket-Protocol: soap; wamp", "Sec-WebSocket-Protocol: soap, wamp"),
          cure(Code.SUBPROTOCOL_REPEATED, "Name every subprotocol once.")
              .more("Sec-WebSocket-Protocol: soap, soap", "Sec-WebSocket-Protocol: soap"),
          cure(Code.TARGET_TOO_LONG, "Use a shorter URL")
              .with(
                  "GET /echo HTTP/1.1",
                  "GET /echo?" + "x".repeat(20_000) + " HTTP/1.1",
                  "GET /echo?x HTTP/1.1"),
          cure(Code.HEADER_TOO_LARGE, "Send smaller fields")
              .more("Cookie: " + "x".repeat(20_000), "Cookie: x"),
          cure(Code.FIELD_MALFORMED, "a colon right behind it")
              .with("Host: {host}", "Host : {host}", "Host: {host}"),
          cure(Code.CONTENT_LENGTH_AMBIGUOUS, "for a WebSocket neither")
              .more("Content-Length: 0|Content-Length: 0", ""),
          cure(Code.EXPECTATION_UNKNOWN, "send Expect: 100-continue")
              .more("Expect: magic", "Expect: 100-continue"),
          cure(Code.EXTENSIONS_MALFORMED, "or leave the field out")
              .more("Sec-WebSocket-Extensions: ;", ""));

  private static String key(String value) {
    return "Sec-WebSocket-Key: " + value;
  }

  private static Cure version(Code code, String harm) {
    return cure(code, "Send Sec-WebSocket-Version: 13.")
        .with("Sec-WebSocket-Version: 13", harm, "Sec-WebSocket-Version: 13");
  }

  private static Cure cure(Code code, String words) {
    return new Cure(code, words, SAMPLE, SAMPLE);
  }

  private Cure with(String line, String harm, String cure) {
    return new Cure(code, words, replaced(line, harm), replaced(line, cure));
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
    return code + ": " + words;
  }
}
