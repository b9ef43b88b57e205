package io.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Document;
import io.parley.tool.IssuedTokens;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first session of identity.md, with its program and its commands. */
class DocumentedSessionIT {
  /** A command, and what it prints; {@code …} stands for anything. */
  private static final Pattern COMMAND =
      Pattern.compile("(?s)```sh\\n([^`]+)\\n```\\n.*?```text\\n([^`]+)\\n```");

  @TempDir private Path folder;

  private String run(String line) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(line + "\n" + printed).isZero();
    return printed.replace("\r\n", "\n") + "\n";
  }

  private static Pattern printed(String text) {
    return Pattern.compile(
        text.lines().map(DocumentedSessionIT::line).collect(Collectors.joining("", "(?m)^", "")));
  }

  private static String line(String line) {
    String pattern =
        Arrays.stream(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return line.equals("…") ? "(?:.*\\n)*?" : pattern + "\\n";
  }

  @Test
  void printsWhatTheDocumentSays() throws Exception {
    IssuedTokens.requireJose();
    Document document = Document.named("identity.md");
    Files.writeString(folder.resolve("token.mjs"), document.file("token.mjs"));
    Files.createSymbolicLink(folder.resolve("node_modules"), IssuedTokens.jose().getParent());
    run(document.command("node token.mjs ann"));
    String start = document.command("java -jar parley.war");
    List<String> options =
        new ArrayList<>(
            List.of(start.replace("jwks.json", folder.resolve("jwks.json").toString()).split(" ")));
    options.subList(0, 3).clear();
    options.addAll(List.of("--port", "0"));
    try (RunningParley parley = RunningParley.start(options.toArray(String[]::new))) {
      String text = String.join("\n", document.lines()) + "\n";
      int commands = 0;
      for (var command : COMMAND.matcher(text).results().toList()) {
        String line =
            command
                .group(1)
                .replaceFirst("^curl ", "curl -q -sS --noproxy '*' ")
                .replace("localhost:8080", "localhost:" + parley.port(0));
        assertThat(run(line)).containsPattern(printed(command.group(2)));
        commands++;
      }
      assertThat(commands).isEqualTo(3);
    }
  }
}
