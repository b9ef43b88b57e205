package io.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.settings.Option;
import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of {@code deploy.md}, and the commands in them that start Parley. */
final class DeployFiles {
  static final Path FOLDER = Path.of("src/site/resources/deploy");
  static final String WAR = "/opt/parley/parley.war";
  static final String TOKEN = "a-token-of-24-characters";

  /** Seconds that a stop may take beyond {@code --drain}. */
  static final int STOP = 5;

  private static final Pattern URL = Pattern.compile("http://[^/]*:(\\d+)/");

  private DeployFiles() {}

  static String text(String file) throws IOException {
    return Files.readString(FOLDER.resolve(file));
  }

  static List<String> environmentNames() {
    return Stream.concat(
            Stream.of(
                "PARLEY_OPERATOR_TOKEN", "PARLEY_REDIS_PASSWORD", "PARLEY_REDIS_SENTINEL_PASSWORD"),
            Arrays.stream(Option.values()).map(Option::environmentName))
        .toList();
  }

  static String line(String file, String instruction) {
    Matcher line = Pattern.compile("^" + instruction + " (.*)$", Pattern.MULTILINE).matcher(file);
    assertThat(line.find()).as(instruction).isTrue();
    return line.group(1);
  }

  static List<String> strings(String list) {
    return Pattern.compile("\"([^\"]*)\"").matcher(list).results().map(s -> s.group(1)).toList();
  }

  /** The drain time in seconds, of a command or by default. */
  static int drain(String command) {
    Matcher set = Pattern.compile("--drain[= ](\\d+)s").matcher(command);
    return Integer.parseInt(set.find() ? set.group(1) : Option.DRAIN.fallback().replace("s", ""));
  }

  /** With this build's Java and WAR, a free port of loopback, and a folder of the test. */
  static WarProcess start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    List<String> own =
        new ArrayList<>(
            command.stream()
                .map(
                    word ->
                        word.equals(WAR) ? RunningParley.war().toAbsolutePath().toString() : word)
                .map(word -> word.replace("--host=0.0.0.0", "--host=127.0.0.1"))
                .map(word -> word.replace("--port=8080", "--port=0"))
                .map(word -> word.equals("8080") ? "0" : word)
                .map(
                    word -> word.replace("/var/lib/parley/data", folder.resolve("kube").toString()))
                .toList());
    assertThat(own.get(0)).endsWith("java");
    own.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    return WarProcess.run(folder.resolve("err"), environment, own);
  }

  /** Waits for the line that names the URL. */
  static int port(WarProcess parley) throws IOException {
    Matcher url = URL.matcher(parley.line());
    while (!url.find()) {
      url = URL.matcher(parley.line());
    }
    return Integer.parseInt(url.group(1));
  }

  static int status(int port, String path, String host, String token) throws IOException {
    String operator = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
    try (RawClient client = new RawClient(port)) {
      String head = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + operator + "\r\n";
      return client.ask(head).status();
    }
  }

  static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  static void requires(String... command) throws InterruptedException {
    String reason = "a file of deploy.md: " + String.join(" ", command) + " fails";
    boolean there;
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      there = process.waitFor() == 0;
    } catch (IOException notThere) {
      there = false;
    }
    if (!there) {
      assertThat(System.getenv("TEST_DEPLOY")).as(reason).isNotEqualTo("required");
      System.out.println("LEFT OUT: " + reason);
      assumeTrue(false, reason);
    }
  }
}
