package io.parley.redisjudge;

import io.parley.tool.Document;
import io.parley.tool.FreePort;
import io.parley.tool.ProxyFile;
import io.parley.tool.TestCertificate;
import io.parley.tool.Until;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A proxy before three servers, with a file of nodes.md. */
final class DocumentedProxy implements AutoCloseable {
  private final Process process;
  private final int port = FreePort.next();
  private final Path folder;

  /** Returns once it listens. */
  DocumentedProxy(
      Path folder, String program, String file, List<JudgedNode> nodes, TestCertificate certificate)
      throws IOException {
    this.folder = Files.createDirectories(folder.resolve(program));
    Files.writeString(this.folder.resolve("fullchain.pem"), certificate.certificate());
    Files.writeString(this.folder.resolve("privkey.pem"), certificate.key());
    Files.writeString(
        this.folder.resolve("chat.example.com.pem"), certificate.certificate() + certificate.key());
    String text = text(Document.named("nodes.md").file(file), nodes);
    boolean isNginx = program.equals("nginx");
    Path configuration =
        Files.writeString(
            this.folder.resolve("configuration"), isNginx ? ProxyFile.nginx(text) : text);
    String command = installed(program).orElseThrow().toString();
    List<String> words =
        isNginx
            ? List.of(command, "-p", this.folder.toString(), "-c", configuration.toString())
            : List.of(command, "-db", "-f", configuration.toString());
    Path log = this.folder.resolve("log");
    process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      Until.isTrue("proxy listens, or says why not in " + log, this::listens);
    } catch (AssertionError e) {
      close();
      throw new IOException(Files.readString(log), e);
    }
  }

  private String text(String file, List<JudgedNode> nodes) {
    String text = replaced(file, ":443 ssl", "127.0.0.1:" + port + " ssl", "443 ssl");
    for (int i = 0; i < nodes.size(); i++) {
      String address = "10.0.0.1" + (i + 1) + ":8080";
      text = replaced(text, address, "127.0.0.1:" + nodes.get(i).port());
    }
    return text.replace("/etc/ssl/chat.example.com", folder.toString())
        .replace("/etc/haproxy/chat", folder.resolve("chat").toString())
        .replace("maxconn 50000", "maxconn 100");
  }

  /** One of the forms has to stand in the file. */
  private static String replaced(String text, String form, String by, String... others) {
    for (String other : others) {
      if (!text.contains(form) && text.contains(other)) {
        return text.replace(other, by);
      }
    }
    if (!text.contains(form)) {
      throw new IllegalArgumentException("the file does not have " + form);
    }
    return text.replace(form, by);
  }

  static Optional<Path> installed(String program) {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private boolean listens() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
