package io.parley.probe.transport;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tunnel through a proxy to one server.
 *
 * @param authority the server's host and port, always with the port
 */
public record ConnectTunnel(HttpProxy proxy, String authority) {
  /** More than any proxy answers. */
  static final int MAX_HEAD = 16 * 1024;

  private static final String END = "\r\n\r\n";
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
  private static final int CREDENTIALS_REQUIRED = 407;

  String request() {
    String authorization = proxy.authorization();
    return "CONNECT "
        + authority
        + " HTTP/1.1\r\nHost: "
        + authority
        + "\r\n"
        + (authorization.isEmpty() ? "" : "Proxy-Authorization: " + authorization + "\r\n")
        + "\r\n";
  }

  /** Whether the answer's head is complete, or too long to wait for more. */
  static boolean isAnswered(String received) {
    return head(received).isPresent() || received.length() > MAX_HEAD;
  }

  /** Returns what followed the head: octets of the tunnel. */
  static String rest(String received) {
    return head(received).map(head -> received.substring(head.length())).orElse("");
  }

  /** Returns why there is no tunnel; empty if there is one. */
  Optional<String> refusal(String received, ConnectionState state) {
    Optional<String> head = head(received);
    if (head.isEmpty() && received.isEmpty()) {
      return Optional.of(named() + " does not answer CONNECT: " + state);
    }
    String line = received.split("\r?\n", 2)[0];
    Matcher status = STATUS_LINE.matcher(line);
    if (head.isEmpty() || !status.matches()) {
      return Optional.of(named() + " does not answer CONNECT as HTTP, but: " + Shown.text(line));
    }
    return refusal(Integer.parseInt(status.group(1)), line);
  }

  private Optional<String> refusal(int status, String line) {
    if (status >= 200 && status < 300) {
      return Optional.empty();
    }
    return Optional.of(
        status == CREDENTIALS_REQUIRED
            ? named()
                + (proxy.credentials().isEmpty()
                    ? " requires a user and a password; name them with --proxy-auth-file"
                    : " does not accept the user and the password of --proxy-auth-file")
                + " (407)"
            : named() + " makes no tunnel to " + authority + ": " + Shown.text(line));
  }

  private String named() {
    return "the proxy " + proxy.authority();
  }

  private static Optional<String> head(String received) {
    int end = received.indexOf(END);
    return end < 0 || end > MAX_HEAD
        ? Optional.empty()
        : Optional.of(received.substring(0, end + END.length()));
  }
}
