package io.parley.probe.client;

import static io.parley.probe.client.ClientExpectation.fails;
import static io.parley.probe.client.ClientExpectation.opens;
import static io.parley.probe.client.ClientExpectation.staysClosed;

/** Answers that are not a 101, although they have all its fields (RFC 6455 4.1 step 1). */
final class StatusCodeCases {
  private StatusCodeCases() {}

  static void add(ClientSection section) {
    plain(section);
    redirects(section);
    refusals(section);
    section.must(
        "answer 200 with a frame as its content",
        "not take it for a frame",
        ClientScript.refusing(
            a ->
                a.status("HTTP/1.1 200 OK")
                    .and("Content-Length", "8")
                    .followedBy(ServerAnswer.message(Dialog.OURS))),
        staysClosed());
  }

  private static void plain(ClientSection section) {
    refuse(section, "200 OK", "");
    refuse(section, "201 Created", "Location: /elsewhere");
    section.must(
        "answer 204 with all fields of a 101",
        "not open the connection",
        ClientScript.refusing(a -> a.status("HTTP/1.1 204 No Content")),
        staysClosed());
    section.must(
        "answer 100 with all fields of a 101, and nothing more",
        "not open the connection",
        ClientScript.refusing(a -> a.status("HTTP/1.1 100 Continue")),
        staysClosed());
    section.must(
        "answer 102 with all fields of a 101, and nothing more",
        "not open the connection",
        ClientScript.refusing(a -> a.status("HTTP/1.1 102 Processing")),
        staysClosed());
  }

  private static void redirects(ClientSection section) {
    String location = "Location: /elsewhere";
    refuse(section, "300 Multiple Choices", location);
    refuse(section, "301 Moved Permanently", location);
    refuse(section, "302 Found", location);
    refuse(section, "303 See Other", location);
    section.must(
        "answer 304 with all fields of a 101",
        "not open the connection",
        ClientScript.refusing(a -> a.status("HTTP/1.1 304 Not Modified").and("ETag", "\"a\"")),
        staysClosed());
    refuse(section, "305 Use Proxy", location);
    refuse(section, "306 Unused", location);
    refuse(section, "307 Temporary Redirect", location);
    refuse(section, "308 Permanent Redirect", location);
  }

  private static void refusals(ClientSection section) {
    refuse(section, "400 Bad Request", "Sec-WebSocket-Version: 13");
    refuse(section, "401 Unauthorized", "WWW-Authenticate: Basic realm=\"parley\"");
    refuse(section, "403 Forbidden", "");
    refuse(section, "404 Not Found", "");
    refuse(section, "407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"p\"");
    refuse(section, "426 Upgrade Required", "Sec-WebSocket-Version: 13");
    refuse(section, "429 Too Many Requests", "Retry-After: 1");
    refuse(section, "500 Internal Server Error", "");
    refuse(section, "503 Service Unavailable", "Retry-After: 1");
    refuse(section, "999 Unknown", "");
  }

  private static void refuse(ClientSection section, String status, String line) {
    String code = status.substring(0, 3);
    section.must(
        "answer " + code + " with all fields of a 101" + (line.isEmpty() ? "" : " and " + line),
        "not open the connection",
        ClientScript.refusing(
            a -> {
              ServerAnswer refusal = a.status("HTTP/1.1 " + status).and("Content-Length", "0");
              return line.isEmpty() ? refusal : refusal.line(line);
            }),
        staysClosed());
  }

  /** Informational 1xx. */
  static ClientSection interim() {
    return ClientSection.of("rfc9110", "15.2", "Informational 1xx")
        .should(
            "answer 100 first, then 101",
            "skip the 100 and open the connection",
            dialog -> dialog.converse(continued() + dialog.right().octets()),
            opens())
        .should(
            "answer 103 with a Link first, then 101",
            "skip the 103 and open the connection",
            dialog ->
                dialog.converse(
                    "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"
                        + dialog.right().octets()),
            opens())
        .must(
            "answer 100 with all fields of a 101, then a 101 without them",
            "fail the connection",
            dialog ->
                dialog.sayAndWatch(
                    dialog.right().status("HTTP/1.1 100 Continue").head()
                        + "HTTP/1.1 101 Switching Protocols\r\n\r\n"),
            fails());
  }

  private static String continued() {
    return "HTTP/1.1 100 Continue\r\n\r\n";
  }
}
