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

/** A real reverse proxy that ends TLS before a server, configured by the file of the documents. */
public final class TlsProxy implements AutoCloseable {
  /** The proxies that the documents have a file for. */
  public enum Kind {
    NGINX("nginx", "nginx.conf"),
    HAPROXY("haproxy", "haproxy.cfg"),
    CADDY("caddy", "Caddyfile"),
    APACHE("apache2", "apache.conf");

    private final String program;
    private final String file;

    Kind(String program, String file) {
      this.program = program;
      this.file = file;
    }

    /** Where it is installed. */
    public Optional<Path> installed() {
      String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
      return Arrays.stream(path.split(File.pathSeparator, -1))
          .map(folder -> Path.of(folder, program))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }

  private final Process process;
  private final int port;
  private final int plainPort;

  private TlsProxy(Process process, int port, int plainPort) {
    this.process = process;
    this.port = port;
    this.plainPort = plainPort;
  }

  /** With the timeout of the file. */
  public static TlsProxy start(Kind kind, Path folder, TestCertificate certificate, int server)
      throws IOException, InterruptedException {
    return start(kind, folder, certificate, server, 60);
  }

  /**
   * Returns once it listens on loopback.
   *
   * @param folder empty
   * @param server port of the server on loopback
   * @param idle seconds after which it closes a silent connection; Caddy never does
   */
  public static TlsProxy start(
      Kind kind, Path folder, TestCertificate certificate, int server, int idle)
      throws IOException, InterruptedException {
    int port = freePort();
    int plainPort = freePort();
    Files.writeString(folder.resolve("key.pem"), certificate.key());
    Files.writeString(folder.resolve("cert.pem"), certificate.certificate());
    Files.writeString(folder.resolve("both.pem"), certificate.certificate() + certificate.key());
    String text = ProxyFile.of(kind, folder, port, plainPort, server, idle);
    Path configuration = Files.writeString(folder.resolve("configuration"), text);
    ProcessBuilder builder = new ProcessBuilder(command(kind, folder, configuration));
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_DATA_HOME", folder.toString());
    Path log = folder.resolve("log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    TlsProxy proxy = new TlsProxy(process, port, plainPort);
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
      case APACHE -> List.of(program, "-X", "-f", file);
    };
  }

  /** A file of {@code src/site/resources/deploy}. */
  static String file(Kind kind) throws IOException {
    return Files.readString(Path.of("src/site/resources/deploy", kind.file));
  }

  /** The port that stands for 443: what a client asks for does not name it. */
  public int port() {
    return port;
  }

  /** The port that stands for 80. */
  public int plainPort() {
    return plainPort;
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
