package io.parley.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file of the documents for a proxy, with the ports, the certificate and the timeout of a test,
 * and below what the distribution's own main file would say.
 */
public final class ProxyFile {
  private static final String FOLDER = "/etc/ssl/chat.example.com/";
  private static final String NGINX =
      """
      daemon off;
      worker_processes 1;
      pid nginx.pid;
      error_log stderr;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
      %s
      }
      """;
  private static final String APACHE =
      """
      ServerName localhost
      ServerRoot %1$s
      DefaultRuntimeDir %1$s
      PidFile %1$s/pid
      ErrorLog /dev/stderr
      User www-data
      Group www-data
      LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
      LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
      LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so
      LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so
      LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
      LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
      LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so
      Listen 127.0.0.1:%2$d
      Listen 127.0.0.1:%3$d
      %4$s
      """;

  private ProxyFile() {}

  /** Puts what a document says of nginx into a main file, as a distribution has one. */
  public static String nginx(String text) {
    return NGINX.formatted(text);
  }

  static String of(TlsProxy.Kind kind, Path folder, int port, int plainPort, int server, int idle)
      throws IOException {
    Map<String, String> replacements = new LinkedHashMap<>();
    replacements.put("127.0.0.1:8080", "127.0.0.1:" + server);
    replacements.putAll(
        switch (kind) {
          case NGINX ->
              Map.of(
                  "listen 80;",
                  "listen 127.0.0.1:" + plainPort + ";",
                  "listen 443 ssl;",
                  "listen 127.0.0.1:" + port + " ssl;",
                  FOLDER + "fullchain.pem",
                  folder.resolve("cert.pem").toString(),
                  FOLDER + "privkey.pem",
                  folder.resolve("key.pem").toString(),
                  "proxy_read_timeout 60s",
                  "proxy_read_timeout " + idle + "s");
          case HAPROXY ->
              Map.of(
                  "bind :80\n", "bind 127.0.0.1:" + plainPort + "\n",
                  "bind :443 ", "bind 127.0.0.1:" + port + " ",
                  "/etc/haproxy/chat.example.com.pem", folder.resolve("both.pem").toString(),
                  "maxconn 50000", "maxconn 100",
                  "timeout tunnel 60s", "timeout tunnel " + idle + "s");
          case CADDY -> Map.of("chat.example.com {", caddySite(folder, port));
          case APACHE ->
              Map.of(
                  "<VirtualHost *:80>",
                  "<VirtualHost 127.0.0.1:" + plainPort + ">",
                  "<VirtualHost *:443>",
                  "<VirtualHost 127.0.0.1:" + port + ">",
                  FOLDER + "fullchain.pem",
                  folder.resolve("cert.pem").toString(),
                  FOLDER + "privkey.pem",
                  folder.resolve("key.pem").toString(),
                  "Timeout 60",
                  "Timeout " + idle);
        });
    String text = replaced(TlsProxy.file(kind), replacements);
    return switch (kind) {
      case NGINX -> nginx(text);
      case HAPROXY, CADDY -> text;
      case APACHE -> APACHE.formatted(folder, plainPort, port, text);
    };
  }

  /** Caddy would get a certificate by itself. */
  private static String caddySite(Path folder, int port) {
    return """
        {
          admin off
          auto_https disable_redirects
        }
        https://chat.example.com:%d {
          bind 127.0.0.1
          tls %s %s
        """
        .formatted(port, folder.resolve("cert.pem"), folder.resolve("key.pem"));
  }

  private static String replaced(String text, Map<String, String> replacements) {
    String result = text;
    for (Map.Entry<String, String> each : replacements.entrySet()) {
      if (!result.contains(each.getKey())) {
        throw new IllegalArgumentException("The file does not have " + each.getKey());
      }
      result = result.replace(each.getKey(), each.getValue());
    }
    return result;
  }
}
