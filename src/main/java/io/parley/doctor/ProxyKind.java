package io.parley.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The usual reverse proxies, with the lines that let a WebSocket through. */
enum ProxyKind {
  NGINX(
      "nginx",
      """
      nginx
      openresty""",
      """
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";""",
      """
      proxy_read_timeout 1h;
      proxy_send_timeout 1h;""",
      "proxy_pass http://127.0.0.1:8080;"),
  HAPROXY(
      "HAProxy",
      "haproxy",
      """
      mode http
      timeout tunnel 1h
      # and no http-request del-header Upgrade""",
      "timeout tunnel 1h",
      "server app 127.0.0.1:8080 check"),
  APACHE(
      "Apache (2.4.47 and newer)",
      "apache",
      """
      ProxyPreserveHost On
      ProxyPass / http://127.0.0.1:8080/ upgrade=websocket""",
      "ProxyTimeout 3600",
      "ProxyPass / http://127.0.0.1:8080/ upgrade=websocket"),
  CADDY(
      "Caddy",
      "caddy",
      "reverse_proxy 127.0.0.1:8080  # and no header_up for Connection or Upgrade",
      """
      reverse_proxy 127.0.0.1:8080 {
        stream_timeout 24h
      }""",
      "reverse_proxy 127.0.0.1:8080");

  private final String title;
  private final String marks;

  // Each a text of lines.
  private final String upgrade;
  private final String idle;
  private final String backEnd;

  ProxyKind(String title, String marks, String upgrade, String idle, String backEnd) {
    this.title = title;
    this.marks = marks;
    this.upgrade = upgrade;
    this.idle = idle;
    this.backEnd = backEnd;
  }

  /** The one that names itself in an answer. */
  static Optional<ProxyKind> of(Answer answer) {
    String named = (answer.field("Server") + " " + answer.field("Via")).toLowerCase(Locale.ROOT);
    boolean haproxy = answer.body().contains("<h1>" + answer.status()) && !answer.hasServer();
    return haproxy
        ? Optional.of(HAPROXY)
        : Arrays.stream(values())
            .filter(kind -> kind.marks.lines().anyMatch(named::contains))
            .findFirst();
  }

  /** Lines that pass the upgrade on: of that proxy, or of each where it is not known. */
  static List<String> upgrade(Optional<ProxyKind> known) {
    return lines(known, kind -> kind.upgrade);
  }

  static List<String> idle(Optional<ProxyKind> known) {
    return lines(known, kind -> kind.idle);
  }

  static List<String> backEnd(Optional<ProxyKind> known) {
    return lines(known, kind -> kind.backEnd);
  }

  private static List<String> lines(Optional<ProxyKind> known, Function<ProxyKind, String> of) {
    List<String> lines = new ArrayList<>();
    Stream<ProxyKind> kinds = known.map(Stream::of).orElseGet(() -> Arrays.stream(values()));
    kinds.forEach(
        kind -> {
          lines.add(kind.title + ":");
          of.apply(kind).lines().forEach(line -> lines.add("  " + line));
        });
    return lines;
  }
}
