package io.parley.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.parley.tool.Json;
import io.parley.tool.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Firefox with a new profile, which accepts every certificate and logs its HTTP. */
final class Firefox implements AutoCloseable {
  /** What a new profile takes to be made on a busy machine. */
  private static final Duration START = Duration.ofSeconds(90);

  private static final String PREFERENCES =
      """
      user_pref("remote.prefs.recommended", true);
      user_pref("network.http.http2.websockets", true);
      """;

  private final Path folder;
  private final Process process;
  private final BidiConnection bidi;

  private Firefox(Path folder, Process process, BidiConnection bidi) {
    this.folder = folder;
    this.process = process;
    this.bidi = bidi;
  }

  /**
   * @param folder is its home, and keeps the profile and the log
   */
  static Firefox start(Path folder) throws IOException {
    Path profile = Files.createDirectory(folder.resolve("profile"));
    Files.writeString(profile.resolve("user.js"), PREFERENCES);
    ProcessBuilder command =
        new ProcessBuilder(
            Programs.firefox().orElseThrow().toString(),
            "--headless",
            "--no-remote",
            "--remote-debugging-port=0",
            "--profile",
            profile.toString());
    command.environment().put("HOME", folder.toString());
    command.environment().put("MOZ_LOG", "nsHttp:5");
    command.environment().put("MOZ_LOG_FILE", folder.resolve("net").toString());
    command.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile());
    Process process = command.start();
    try {
      return new Firefox(folder, process, BidiConnection.open(port(profile)));
    } catch (RuntimeException | AssertionError e) {
      end(process);
      throw e;
    }
  }

  /** It writes where it listens into its profile. */
  private static long port(Path profile) {
    Path file = profile.resolve("WebDriverBiDiServer.json");
    long[] port = new long[1];
    Until.isTrue(
        "Firefox listens",
        START,
        () -> {
          String text = Files.readString(file);
          port[0] = text.contains("}") ? (long) Json.object(text).get("ws_port") : 0;
          return port[0] > 0;
        });
    return port[0];
  }

  /** Opens an address in a tab of its own. */
  FirefoxTab open(String url) {
    String context =
        (String) bidi.ask("browsingContext.create", "{\"type\":\"tab\"}").get("context");
    FirefoxTab tab = new FirefoxTab(bidi, context);
    tab.go(url);
    return tab;
  }

  /** Ends it, and gives the lines of its log of HTTP. */
  List<String> quit() throws IOException {
    bidi.send("browser.close", "{}");
    end(process);
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> logs = files.filter(file -> file.toString().endsWith(".moz_log")).toList();
      StringBuilder lines = new StringBuilder();
      for (Path log : logs) {
        lines.append(Files.readString(log, ISO_8859_1));
      }
      return lines.toString().lines().toList();
    }
  }

  @Override
  public void close() {
    bidi.close();
    end(process);
  }

  /** Waits for the end that it was asked for, and then does it by force. */
  private static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
