package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process keeps working whatever happens to the files from which it was started. */
class LateLoadingIT {
  /** Sockets of one process that may be open; its own files need about twenty. */
  private static final int DESCRIPTORS = 150;

  @TempDir private Path folder;
  private Path temporary;
  private Path war;

  @BeforeEach
  void prepare() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
    war = Files.copy(RunningParley.war(), folder.resolve("copy.war"));
  }

  private List<String> command(String... arguments) {
    return WarProcess.command(war, temporary, List.of(), List.of(arguments));
  }

  private WarProcess start(List<String> command) throws IOException {
    return WarProcess.run(folder.resolve("err"), Map.of(), command);
  }

  private static int port(WarProcess process) throws IOException {
    return URI.create(process.line()).getPort();
  }

  /** Statuses and types of one answer of each kind. */
  private static List<String> answers(int port) throws IOException {
    List<String> answers = new ArrayList<>();
    for (String path :
        List.of(
            "/",
            "/page/chat.css",
            "/none",
            "/chat/x",
            "/metrics",
            "/problems/version-unsupported",
            "/handshakes",
            "/lab.html",
            "/health/ready",
            "/io/parley/Launcher.class")) {
      answers.add(path + " " + kind(ask(port, "GET", path, "")));
    }
    String order = "{\"path\":\"/echo\"}";
    answers.add("lab " + kind(ask(port, "POST", "/lab", order)));
    return answers;
  }

  private static String kind(RawClient.Answer answer) {
    return answer.status() + " " + answer.value("Content-Type");
  }

  private static RawClient.Answer ask(int port, String method, String path, String body)
      throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.ask(
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: localhost:"
              + port
              + "\r\nOrigin: http://localhost:"
              + port
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\nConnection: close\r\n\r\n"
              + body);
    }
  }

  private static void talk(int port) throws IOException {
    try (Wire ann = Wire.open(port, "/chat/tea")) {
      ann.text("hi");
      assertThat(ann.read().text()).isEqualTo("data received");
    }
  }

  private static void remove(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void withItsWarAndItsTemporaryFolderGoneItAnswersAsBefore() throws Exception {
    List<String> before;
    try (WarProcess untouched = start(command("--port", "0", "--data", "none"))) {
      before = answers(port(untouched));
    }
    try (WarProcess robbed = start(command("--port", "0"))) {
      int port = port(robbed);
      Files.delete(war);
      remove(temporary);

      assertThat(answers(port)).isEqualTo(before);
      talk(port);
      robbed.terminate();
      assertThat(robbed.exit()).isEqualTo(143);
      assertThat(robbed.err()).doesNotContain("WARNING", "ERROR", "SEVERE", "Exception");
    }
  }

  /** As an upgrade does that copies the next version over the running one. */
  @Test
  void withItsWarWrittenOverItAnswersAsBefore() throws Exception {
    try (WarProcess process = start(command("--port", "0", "--data", "none"))) {
      int port = port(process);
      Files.write(war, new byte[(int) Files.size(war)]);

      assertThat(answers(port)).allMatch(answer -> !answer.contains(" 500 "));
      talk(port);
      process.terminate();
      assertThat(process.exit()).isEqualTo(143);
      assertThat(process.err()).doesNotContain("WARNING", "ERROR", "SEVERE", "Exception");
    }
  }

  @Test
  void killedItLeavesNothingBehind() throws Exception {
    try (WarProcess process = start(command("--port", "0"))) {
      talk(port(process));
      process.kill();
    }

    assertThat(temporary).isEmptyDirectory();
    assertThat(folder.resolve("parley-data").resolve("native")).doesNotExist();
  }

  @Test
  void withAllDescriptorsTakenBeforeTheFirstMessageItWorksOnceTheyAreFree() throws Exception {
    List<String> limited = WarProcess.limited("-n " + DESCRIPTORS, command("--port", "0"));
    try (WarProcess process = start(limited)) {
      int port = port(process);
      try (Wire ann = Wire.open(port, "/chat/tea")) {
        List<Socket> greedy = takeAll(process, port);
        ann.text("first");
        assertThat(ann.read().text()).isEqualTo("data received");
        for (Socket socket : greedy) {
          socket.close();
        }
        awaitFree(process);
        ann.text("second");
        assertThat(ann.read().text()).isEqualTo("data received");
      }

      talk(port);
      assertThat(answers(port)).allMatch(answer -> !answer.contains(" 500 "));
      assertThat(process.err()).doesNotContain("NoClassDefFoundError", "UnsatisfiedLinkError");
    }
  }

  /** As many as the server lets be taken: it may keep some for itself. */
  private static List<Socket> takeAll(WarProcess process, int port)
      throws IOException, InterruptedException {
    List<Socket> sockets = new ArrayList<>();
    while (sockets.size() < DESCRIPTORS + 50) {
      sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
    while (process.descriptors() < DESCRIPTORS - 1 && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    return sockets;
  }

  private static void awaitFree(WarProcess process) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (process.descriptors() > DESCRIPTORS / 2) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(50);
    }
  }
}
