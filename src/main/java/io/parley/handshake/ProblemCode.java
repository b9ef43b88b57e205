package io.parley.handshake;

import io.parley.spec.Clause;
import java.util.Locale;

/** The problems of an opening handshake: the catalogue of refusals and declines. */
public enum ProblemCode {
  HOST_NOT_SERVED(
      421,
      "Not a host of this server",
      Clause.MISDIRECTED,
      "Use a host name of this server, or add this one with the setting allow-host."),
  PATH_UNKNOWN(
      404,
      "No WebSocket endpoint at this path",
      Clause.RESOURCE_UNKNOWN,
      "Check the path of the WebSocket URL; a proxy may have added or removed a prefix."),
  PATH_VALUE_INVALID(
      404,
      "A value in the path is not allowed",
      Clause.RESOURCE_UNKNOWN,
      "Put a value into the path that the endpoint allows; the detail says which those are."),
  DRAINING(
      503,
      "The server is stopping",
      Clause.UNAVAILABLE,
      "Come back after the seconds in Retry-After."),
  FULL(
      503,
      "No connection slot is free",
      Clause.UNAVAILABLE,
      "Come back after the seconds in Retry-After."),
  TOO_MANY(
      429,
      "Too many connections from one address",
      Clause.TOO_MANY_REQUESTS,
      "Close connections that are not needed, or come back after the seconds in Retry-After."),
  REQUEST_MALFORMED(
      400,
      "The request is malformed",
      Clause.REQUEST_GRAMMAR,
      "Send the request line and the fields as RFC 9112 says, and a path without encoded slashes"
          + " and empty segments."),
  FRAGMENT_IN_TARGET(
      400,
      "The request target has a fragment",
      Clause.REQUEST_GRAMMAR,
      "Leave out the # and what follows it: a fragment stays with the client. A # that belongs to a"
          + " name or a value is written %23."),
  TARGET_TOO_LONG(
      414,
      "The request target is too long",
      Clause.TARGET_LENGTH,
      "Use a shorter URL: put what is long into messages. The limit is the setting max-header."),
  HEADER_TOO_LARGE(
      431,
      "The request header is too large",
      Clause.HEADER_LENGTH,
      "Send smaller fields: most often delete this site's cookies. Or raise the limit with the"
          + " setting max-header."),
  REQUEST_TOO_SLOW(
      408,
      "The request came too slowly",
      Clause.REQUEST_TIMEOUT,
      "Send the request at once, up to the empty line that ends its fields. For a slow network,"
          + " raise the limit with the setting request-timeout."),
  FIELD_MALFORMED(
      400,
      "A field is malformed",
      Clause.FIELD_GRAMMAR,
      "Send each field on one line: a name, a colon right behind it, and a value without control"
          + " characters."),
  CONTENT_LENGTH_AMBIGUOUS(
      400,
      "The length of the content is ambiguous",
      Clause.CONTENT_LENGTH,
      "Send one Content-Length or one Transfer-Encoding: chunked, never both; for a WebSocket"
          + " neither."),
  EXPECTATION_UNKNOWN(
      417,
      "Expect asks for something unknown",
      Clause.EXPECT_FIELD,
      "Leave Expect out, or send Expect: 100-continue."),
  METHOD_NOT_ALLOWED(
      405,
      "Not the method of an opening handshake",
      Clause.ALLOW_FIELD,
      "Use the method that Allow names."),
  HTTP_VERSION_OLD(
      400,
      "HTTP version too old",
      Clause.GET_OVER_HTTP_1_1,
      "Use HTTP/1.1; for a proxy that speaks 1.0 to its servers, switch it to 1.1"
          + " (nginx: proxy_http_version 1.1)."),
  HOST_MISSING(
      400,
      "Host is missing",
      Clause.HOST_FIELD,
      "Send one Host field: the host and port of the URL."),
  HOST_REPEATED(
      400,
      "Host is repeated",
      Clause.HOST_ONCE,
      "Send one Host field: the host and port of the URL."),
  HOST_MALFORMED(
      400, "Host is malformed", Clause.HOST_ONCE, "Send a host and at most a port, as in a URL."),
  CONTENT_NOT_ALLOWED(
      400,
      "An opening handshake has no content",
      Clause.NO_CONTENT,
      "Send neither content, nor Transfer-Encoding, nor a Content-Length other than 0."),
  UPGRADE_REQUIRED(
      426,
      "Upgrade to WebSocket required",
      Clause.UPGRADE_FIELD,
      "Open this URL as a WebSocket. If that is what you did, a proxy probably removed Upgrade: let"
          + " it pass on (nginx: proxy_set_header Upgrade $http_upgrade)."),
  TUNNEL_PROTOCOL_UNSUPPORTED(
      501,
      "Not the protocol of a WebSocket",
      Clause.CONNECT_PROTOCOL,
      "Send :protocol: websocket with CONNECT."),
  CONNECTION_FIELD_NOT_ALLOWED(
      400,
      "A field of HTTP/1 came over HTTP/2",
      Clause.CONNECTION_FIELDS,
      "Over HTTP/2 leave out Connection, Upgrade, Keep-Alive, Proxy-Connection and"
          + " Transfer-Encoding; in TE only trailers may stand."),
  CONNECTION_WITHOUT_UPGRADE(
      400,
      "Connection does not list upgrade",
      Clause.CONNECTION_FIELD,
      "Send Connection: Upgrade. If that is what you did, a proxy probably removed it: let it pass"
          + " on (nginx: proxy_set_header Connection \"upgrade\")."),
  KEY_MISSING(
      400,
      "Sec-WebSocket-Key is missing",
      Clause.KEY_FIELD,
      "Send Sec-WebSocket-Key: base64 of 16 random bytes, new for every connection."),
  KEY_REPEATED(
      400, "Sec-WebSocket-Key is repeated", Clause.KEY_ONCE, "Send one Sec-WebSocket-Key field."),
  KEY_MALFORMED(
      400,
      "Sec-WebSocket-Key is malformed",
      Clause.KEY_FIELD,
      "Send base64 of 16 random bytes: 24 characters that end in ==."),
  VERSION_MISSING(
      400,
      "Sec-WebSocket-Version is missing",
      Clause.VERSION_FIELD,
      "Send Sec-WebSocket-Version: 13."),
  VERSION_REPEATED(
      400,
      "Sec-WebSocket-Version is repeated",
      Clause.VERSION_ONCE,
      "Send one Sec-WebSocket-Version field: 13."),
  VERSION_MALFORMED(
      400,
      "Sec-WebSocket-Version is malformed",
      Clause.VERSION_FIELD,
      "Send Sec-WebSocket-Version: 13."),
  VERSION_UNSUPPORTED(
      400,
      "Unsupported WebSocket version",
      Clause.VERSION_ANSWER,
      "Send Sec-WebSocket-Version: 13."),
  ORIGIN_REQUIRED(
      403,
      "Origin is required",
      Clause.ORIGIN_REFUSED,
      "Send Origin as a page of this server has it: http or https, ://, and the value of Host."),
  ORIGIN_REPEATED(403, "Origin is repeated", Clause.ORIGIN_GRAMMAR, "Send at most one Origin."),
  ORIGIN_MALFORMED(
      403,
      "Origin is malformed",
      Clause.ORIGIN_GRAMMAR,
      "Send scheme, :// and host, with a port if it is not the scheme's own, and nothing after it."),
  ORIGIN_NOT_ALLOWED(
      403,
      "Origin is not allowed",
      Clause.ORIGIN_REFUSED,
      "Open the connection from a page of this server, or add the page's origin with the setting"
          + " allow-origin. Behind a proxy, let it pass on the browser's Host"
          + " (nginx: proxy_set_header Host $http_host)."),
  SUBPROTOCOLS_MALFORMED(
      400,
      "Sec-WebSocket-Protocol is malformed",
      Clause.SUBPROTOCOL_GRAMMAR,
      "Send subprotocol names that are tokens, separated by commas, or leave the field out."),
  SUBPROTOCOL_REPEATED(
      400,
      "A subprotocol is offered twice",
      Clause.SUBPROTOCOL_GRAMMAR,
      "Name every subprotocol once."),
  SUBPROTOCOL_REQUIRED(
      400,
      "A subprotocol is required",
      Clause.SUBPROTOCOL_CHOSEN,
      "Offer a subprotocol that this endpoint speaks."),
  SUBPROTOCOL_UNSUPPORTED(
      "No offered subprotocol is supported",
      Clause.SUBPROTOCOL_CHOSEN,
      "Offer a subprotocol that this endpoint speaks: a browser that offered others closes the"
          + " connection when none is chosen. Or offer none."),
  AUTHENTICATION_REQUIRED(
      401,
      "Authentication is required",
      Clause.UNAUTHORIZED,
      "Send valid credentials in the way that WWW-Authenticate names."),
  CREDENTIALS_REPEATED(
      400,
      "Credentials were sent in more than one way",
      Clause.BEARER_ONCE,
      "Send the token in one way only: in Authorization, in an offered subprotocol, or as a"
          + " ticket in the URL."),
  TOKEN_MALFORMED(
      401,
      "The token is malformed",
      Clause.JWT_STEPS,
      "Send the access token as its issuer gave it: a signed JWT of three parts with dots"
          + " between them, at most 8192 characters."),
  TOKEN_ALGORITHM(
      401,
      "The token's algorithm is not accepted",
      Clause.ALGORITHM_LISTED,
      "Let the issuer sign with an algorithm that this server accepts; whoever runs the"
          + " server lists them with the setting token-algorithm."),
  TOKEN_SIGNATURE(
      401,
      "The token's signature is not valid",
      Clause.SIGNATURE_CHECKED,
      "Get a new token from the issuer that this server trusts, and send it unchanged."),
  TOKEN_ISSUER(
      401,
      "The token is of another issuer",
      Clause.ISSUER_CHECKED,
      "Get the token from the issuer that this server trusts; whoever runs the server names"
          + " it with the setting token-issuer."),
  TOKEN_AUDIENCE(
      401,
      "The token is not for this server",
      Clause.JWT_AUDIENCE,
      "Ask the issuer for a token for this server; whoever runs the server names itself"
          + " with the setting token-audience."),
  TOKEN_EXPIRED(
      401,
      "The token has expired",
      Clause.JWT_EXPIRY,
      "Get a new token from the issuer and connect again."),
  TOKEN_NOT_YET_VALID(
      401,
      "The token is not valid yet",
      Clause.JWT_NOT_BEFORE,
      "Set the clocks of the issuer and of this server right, or wait until the time in" + " nbf."),
  TOKEN_CLAIM(
      401,
      "A claim of the token is missing or malformed",
      Clause.JWT_CLAIMS,
      "Let the issuer put the claim that the detail names into the token, in the form that"
          + " identity.md describes."),
  TICKET_INVALID(
      401,
      "The ticket is not valid",
      Clause.CREDENTIALS_INVALID,
      "Get a new ticket with POST tickets and use it once, within 30 seconds, from the same"
          + " origin and on the same server."),
  ACCESS_DENIED(
      403,
      "This client may not connect",
      Clause.FORBIDDEN,
      "Connect as a user who is allowed to, or ask the operator for access."),
  TOO_MANY_OF_USER(
      429,
      "Too many connections of one user",
      Clause.TOO_MANY_REQUESTS,
      "Close connections that are not needed, or come back after the seconds in Retry-After. The"
          + " operator sets the limit with the setting max-per-user."),
  AUTHENTICATION_UNAVAILABLE(
      503,
      "The client cannot be authenticated now",
      Clause.UNAVAILABLE,
      "Come back after the seconds in Retry-After. The operator finds the cause in the server's"
          + " log. If too many requests wait for their authentication, make the login service faster,"
          + " or let the clients connect at different times."),
  EXTENSIONS_MALFORMED(
      400,
      "Sec-WebSocket-Extensions is malformed",
      Clause.EXTENSION_GRAMMAR,
      "Send extension names with parameters as RFC 6455 9.1 says, or leave the field out. If it is"
          + " empty and you did not send it so, a proxy emptied it, as IIS with ARR and Azure's"
          + " Application Gateway do: let it pass the field on as it came, or remove it whole."),
  EXTENSION_UNSUPPORTED(
      "Extension is not supported",
      Clause.EXTENSION_UNKNOWN,
      "Nothing to change: the connection works without it."),
  DEFLATE_PARAMETER_UNKNOWN(
      "Unknown parameter of permessage-deflate",
      Clause.DEFLATE_DECLINED,
      "Offer permessage-deflate with the parameters of RFC 7692 only."),
  DEFLATE_PARAMETER_REPEATED(
      "Repeated parameter of permessage-deflate",
      Clause.DEFLATE_DECLINED,
      "Name every parameter once in an offer."),
  DEFLATE_PARAMETER_INVALID(
      "Invalid value for a parameter of permessage-deflate",
      Clause.DEFLATE_DECLINED,
      "Give server_max_window_bits a value from 8 to 15, client_max_window_bits such a value or none,"
          + " and the two takeover parameters no value."),
  DEFLATE_CONTEXT(
      "The client's compression window cannot be kept",
      Clause.DEFLATE_CLIENT_TAKEOVER,
      "Add client_no_context_takeover to the offer, or add a second offer with it. Whoever runs the"
          + " server lets it keep more with the setting max-compression-windows."),
  DEFLATE_WINDOW(
      "server_max_window_bits cannot be held",
      Clause.DEFLATE_SERVER_WINDOW,
      "Add a second offer without server_max_window_bits: the window of this server is 15.");

  private final int status;
  private final String title;
  private final Clause clause;
  private final String advice;

  ProblemCode(int status, String title, Clause clause, String advice) {
    this.status = status;
    this.title = title;
    this.clause = clause;
    this.advice = advice;
  }

  ProblemCode(String title, Clause clause, String advice) {
    this(101, title, clause, advice);
  }

  /** The status of the response; 101 where an offer is declined and the connection opens. */
  public int status() {
    return status;
  }

  /** A few words, the same for every occurrence. */
  public String title() {
    return title;
  }

  /** Seconds after which a client that got 429 or 503 may try again. */
  int retryAfter() {
    return status == 429 ? 60 : 10;
  }

  public Clause clause() {
    return clause;
  }

  /** What the client or the operator can change. */
  public String advice() {
    return advice;
  }

  /** The form in JSON and in the path of its page: {@code version-unsupported}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
