package io.parley.spec;

import static io.parley.spec.RequirementLevel.MAY;
import static io.parley.spec.RequirementLevel.MUST;
import static io.parley.spec.RequirementLevel.SHOULD;

/** A requirement of a standard that Parley follows, in Parley's own words. */
public enum Clause {
  GET_OVER_HTTP_1_1(
      6455, "4.2.1", 1, MUST, "The opening handshake is a GET over HTTP/1.1 or newer."),
  HOST_FIELD(6455, "4.2.1", 2, MUST, "The opening handshake names the server in a Host field."),
  UPGRADE_FIELD(6455, "4.2.1", 3, MUST, "Upgrade lists websocket, in any case."),
  CONNECTION_FIELD(6455, "4.2.1", 4, MUST, "Connection lists upgrade, in any case."),
  KEY_FIELD(6455, "4.2.1", 5, MUST, "Sec-WebSocket-Key is base64 of 16 bytes."),
  VERSION_FIELD(6455, "4.2.1", 6, MUST, "Sec-WebSocket-Version is 13."),
  ORIGIN_FIELD(
      6455, "4.2.1", 7, SHOULD, "A browser says in Origin which page opens the connection."),
  SUBPROTOCOL_ORDER(
      6455, "4.2.1", 8, SHOULD, "Offered subprotocols stand in the order of preference."),
  EXTENSION_ORDER(6455, "4.2.1", 9, SHOULD, "Offered extensions stand in the order of preference."),
  ORIGIN_REFUSED(
      6455,
      "4.2.2",
      4,
      MUST,
      "An origin that is not accepted is answered with an error such as 403."),
  RESOURCE_UNKNOWN(
      6455,
      "4.2.2",
      4,
      MUST,
      "A service that does not exist is answered with an error such as 404."),
  SUBPROTOCOL_CHOSEN(
      6455, "4.2.2", 4, MUST, "The server picks one offered subprotocol, or sends no such field."),
  ACCEPT_VALUE(
      6455,
      "4.2.2",
      5,
      MUST,
      "Sec-WebSocket-Accept is base64 of SHA-1 over the key and a fixed GUID."),
  VERSION_ANSWER(
      6455, "4.4", 0, MUST, "A version that is not understood is answered with those that are."),
  EXTENSION_GRAMMAR(6455, "9.1", 0, MUST, "Sec-WebSocket-Extensions follows its grammar."),
  EXTENSION_UNKNOWN(
      6455, "9.1", 0, MAY, "The server takes only extensions that it knows and was offered."),
  KEY_ONCE(6455, "11.3.1", 0, MUST, "Sec-WebSocket-Key stands once in a request."),
  SUBPROTOCOL_GRAMMAR(6455, "4.1", 10, MUST, "Offered subprotocols are tokens, each named once."),
  VERSION_ONCE(6455, "11.3.5", 0, MUST, "Sec-WebSocket-Version stands once in a request."),

  DEFLATE_DECLINED(
      7692, "7", 0, MUST, "An offer with an unknown, repeated or invalid parameter is declined."),
  DEFLATE_SERVER_TAKEOVER(
      7692, "7.1.1.1", 0, MAY, "The server may give up its own context takeover."),
  DEFLATE_CLIENT_TAKEOVER(
      7692, "7.1.1.2", 0, MAY, "The server may forbid the client's context takeover."),
  DEFLATE_SERVER_WINDOW(
      7692, "7.1.2.1", 0, MUST, "A window that the server cannot hold is declined."),
  DEFLATE_CLIENT_WINDOW(
      7692, "7.1.2.2", 0, MAY, "The hint client_max_window_bits may stay unanswered."),

  CONNECT_METHOD(8441, "4", 0, MUST, "Over HTTP/2 the opening handshake is an extended CONNECT."),
  CONNECT_PROTOCOL(
      9220, "3", 0, SHOULD, "A :protocol that the server does not support is answered with 501."),
  CONNECT_FIELDS(
      8441, "5", 0, MUST, "Over HTTP/2 neither Upgrade, Connection, Host nor a key takes part."),

  CONNECTION_FIELDS(
      9113, "8.2.2", 0, MUST, "Over HTTP/2 no field belongs to an HTTP/1 connection."),

  MISDIRECTED(
      9110, "7.4", 0, MAY, "A request for a server that this one is not may be refused with 421."),
  LIST_GRAMMAR(9110, "5.6.1.2", 0, MUST, "Empty elements of a list field are ignored."),
  NO_CONTENT(
      9110, "9.3.1", 0, MAY, "A GET with content may be refused: it smells of request smuggling."),
  UNAUTHORIZED(
      9110, "15.5.2", 0, MAY, "A request that lacks valid credentials may be answered with 401."),
  FORBIDDEN(9110, "15.5.4", 0, MAY, "A request that is understood and not granted gets 403."),
  CHALLENGE(
      9110, "11.6.1", 0, MUST, "401 names in WWW-Authenticate how a client can authenticate."),
  ALLOW_FIELD(9110, "15.5.6", 0, MUST, "405 names in Allow the methods that are understood."),
  UPGRADE_REQUIRED(9110, "15.5.22", 0, MUST, "426 names in Upgrade the protocol that is required."),
  UNAVAILABLE(
      9110,
      "15.6.4",
      0,
      MAY,
      "A server that is full or stopping may say 503 and when to come back."),
  EXPECT_FIELD(
      9110, "10.1.1", 0, MAY, "An expectation that is not understood may be answered with 417."),
  REQUEST_TIMEOUT(
      9110, "15.5.9", 0, MAY, "A request that is not whole in time may be answered with 408."),
  TARGET_LENGTH(9110, "15.5.15", 0, MAY, "A target that is too long may be answered with 414."),
  REQUEST_GRAMMAR(9112, "3", 0, SHOULD, "A request that is not well-formed is answered with 400."),
  HOST_ONCE(
      9112, "3.2", 0, MUST, "No Host, more than one or a malformed one is answered with 400."),
  FIELD_GRAMMAR(
      9112, "5", 0, MUST, "A field is one line: a name, a colon right behind it, and a value."),
  CONTENT_LENGTH(
      9112, "6.3", 0, MUST, "Where a request does not say clearly how long it is, it is refused."),
  CLOSE_OPTION(9112, "9.6", 0, MUST, "Connection: close ends the connection after the answer."),
  ORIGIN_GRAMMAR(6454, "7.1", 0, MUST, "Origin is a scheme, a host and a port, or null."),
  TOO_MANY_REQUESTS(
      6585, "4", 0, MAY, "A client that asks too often may be told 429 and when to come back."),
  HEADER_LENGTH(6585, "5", 0, MAY, "Fields that are too large may be answered with 431."),
  BEARER_ONCE(6750, "2", 0, MUST, "A client sends its token in one way only."),
  CREDENTIALS_INVALID(
      6750,
      "3.1",
      0,
      SHOULD,
      "Credentials that are expired, revoked or otherwise invalid are answered with 401."),
  JWT_CLAIMS(7519, "4", 0, MAY, "An application says which claims a token must have."),
  JWT_AUDIENCE(7519, "4.1.3", 0, MUST, "A token is rejected by whom its aud does not name."),
  JWT_EXPIRY(7519, "4.1.4", 0, MUST, "A token is not accepted on or after the time in exp."),
  JWT_NOT_BEFORE(7519, "4.1.5", 0, MUST, "A token is not accepted before the time in nbf."),
  JWT_STEPS(7519, "7.2", 0, MUST, "A token that fails a step of its validation is rejected."),
  ALGORITHM_LISTED(
      8725, "3.1", 0, MUST, "Only the algorithms that the application lists are used."),
  SIGNATURE_CHECKED(
      8725, "3.3", 0, MUST, "A token is rejected if any of its signatures is not valid."),
  ISSUER_CHECKED(8725, "3.8", 0, MUST, "The keys that verify a token belong to its issuer.");

  private final int rfc;
  private final String section;
  private final int item;
  private final RequirementLevel requirementLevel;
  private final String text;

  Clause(int rfc, String section, int item, RequirementLevel requirementLevel, String text) {
    this.rfc = rfc;
    this.section = section;
    this.item = item;
    this.requirementLevel = requirementLevel;
    this.text = text;
  }

  public RequirementLevel level() {
    return requirementLevel;
  }

  /** One sentence. */
  public String text() {
    return text;
  }

  /** For example {@code RFC 6455 4.2.1 item 3}. */
  public String citation() {
    return "RFC " + rfc + " " + section + (item == 0 ? "" : " item " + item);
  }

  public String link() {
    return "https://www.rfc-editor.org/rfc/rfc" + rfc + "#section-" + section;
  }
}
