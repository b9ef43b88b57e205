package io.parley.probe;

import java.util.List;
import java.util.Locale;

/**
 * A change that a proxy makes to a handshake.
 *
 * @param what names it, such as {@code Connection} vanished
 * @param seen what was observed on both routes
 * @param repair lines for nginx
 */
public record ProxyChange(String what, String seen, List<String> repair) {
  /** For nginx's {@code http} block: the value of {@code Connection} towards the server. */
  private static final String MAP =
      "map $http_upgrade $connection_upgrade { default upgrade; '' close; }  # beside server";

  public ProxyChange {
    repair = List.copyOf(repair);
  }

  /** Without these lines nginx speaks HTTP/1.0 and passes neither hop-by-hop field. */
  static List<String> upgrading() {
    return List.of(
        MAP,
        "proxy_http_version 1.1;",
        "proxy_set_header Upgrade $http_upgrade;",
        "proxy_set_header Connection $connection_upgrade;");
  }

  /** The lines that pass a field in both directions. */
  static List<String> passing(String field) {
    String variable = field.toLowerCase(Locale.ROOT).replace('-', '_');
    return List.of(
        "proxy_set_header " + field + " $http_" + variable + ";",
        "# and no proxy_hide_header " + field + ";");
  }

  static List<String> scheme() {
    return List.of(
        "proxy_set_header X-Forwarded-Proto $scheme;", "proxy_set_header Forwarded \"\";");
  }

  static List<String> host() {
    return List.of("proxy_set_header Host $http_host;");
  }
}
