package io.parley.tool;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A real reverse proxy that ends TLS before a server, configured as the documents say. */
public final class TlsProxy implements AutoCloseable {
  private static final String DOCUMENT = "src/site/markdown/handshake.md";

  /** The proxies that the documents have lines for. */
  public enum Kind {
    NGINX("nginx", "For nginx:", 4),
    HAPROXY("haproxy", "For HAProxy,", 4),
    CADDY("caddy", "For Caddy,", 4);

    private final String program;
    private final String introduction;
    private final int indentation;

    Kind(String program, String introduction, int indentation) {
      this.program = program;
      this.introduction = introduction;
      this.indentation = indentation;
    }

    /** Where it is installed. */
    public Optional<Path> installed() {
      String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
      return Arrays.stream(path.split(File.pathSeparator, -1))
          .map(folder -> Path.of(folder, program))
          .filter(Files::isExecutable)
          .findFirst();
    }

    /** The lines of the document for it. */
    String lines() throws IOException {
      List<String> document = Files.readAllLines(Path.of(DOCUMENT));
      int start = 0;
      while (!document.get(start).contains(introduction)) {
        start++;
      }
      return document.subList(start + 1, document.size()).stream()
          .dropWhile(line -> !line.startsWith("    "))
          .takeWhile(line -> line.startsWith("    "))
          .map(line -> line.substring(indentation))
          .collect(Collectors.joining("\n"));
    }
  }

  private final Process process;
  private final int port;

  private TlsProxy(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Returns once it listens on loopback.
   *
   * @param folder empty
   * @param server port of the server on loopback
   */
  public static TlsProxy start(Kind kind, Path folder, TestCertificate certificate, int server)
      throws IOException, InterruptedException {
    int port = freePort();
    String key = Files.writeString(folder.resolve("key.pem"), certificate.key()).toString();
    String chain =
        Files.writeString(folder.resolve("cert.pem"), certificate.certificate()).toString();
    Files.writeString(folder.resolve("both.pem"), certificate.certificate() + certificate.key());
    Path configuration =
        Files.writeString(
            folder.resolve("configuration"),
            configuration(kind, port, server, chain, key, folder.resolve("both.pem").toString()));
    ProcessBuilder builder = new ProcessBuilder(command(kind, folder, configuration));
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_DATA_HOME", folder.toString());
    Path log = folder.resolve("log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    TlsProxy proxy = new TlsProxy(process, port);
    proxy.awaitListening(log);
    return proxy;
  }

  private static List<String> command(Kind kind, Path folder, Path configuration) {
    String program = kind.installed().orElseThrow().toString();
    String file = configuration.toString();
    return switch (kind) {
      case NGINX -> List.of(program, "-p", folder.toString(), "-c", file);
      case HAPROXY -> List.of(program, "-db", "-f", file);
      case CADDY -> List.of(program, "run", "--adapter", "caddyfile", "--config", file);
    };
  }

  private static String configuration(
      Kind kind, int port, int server, String certificate, String key, String both)
      throws IOException {
    return switch (kind) {
      case NGINX ->
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
            server {
              listen 127.0.0.1:%d ssl;
              ssl_certificate %s;
              ssl_certificate_key %s;
              location / {
                proxy_pass http://127.0.0.1:%d;
                %s
              }
            }
          }
          """
              .formatted(port, certificate, key, server, kind.lines());
      case HAPROXY ->
          """
          defaults
            mode http
            timeout connect 5s
            timeout client 30s
            timeout server 30s
          frontend tls
            bind 127.0.0.1:%d ssl crt %s
            default_backend parley
          backend parley
            %s
            server parley 127.0.0.1:%d
          """
              .formatted(port, both, kind.lines(), server);
      case CADDY ->
          """
          {
            admin off
            auto_https disable_redirects
          }
          https://%s:%d {
            bind 127.0.0.1
            tls %s %s
            %s
          }
          """
              .formatted(
                  TestCertificate.HOST,
                  port,
                  certificate,
                  key,
                  kind.lines().replace("127.0.0.1:8080", "127.0.0.1:" + server));
    };
  }

  /** The port that stands for 443: what a client asks for does not name it. */
  public int port() {
    return port;
  }

  private void awaitListening(Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!isListening()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IOException("no proxy: " + Files.readString(log, StandardCharsets.UTF_8));
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
