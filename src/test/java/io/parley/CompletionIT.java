package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The completion scripts, each asked by its own shell. */
class CompletionIT {
  private static final Map<String, String> QUESTIONS =
      Map.of(
          "bash",
          """
          source "$1"; shift
          COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
          _parley
          printf '%s\\n' "${COMPREPLY[@]}"
          """,
          "zsh",
          """
          zmodload zsh/zpty
          answer=$(mktemp)
          zpty child zsh -f -i
          zpty -w child "PS1= ; autoload -Uz compinit && compinit -u -d $answer.dump; source $1"
          zpty -w child "zstyle ':completion:*' list-prompt '' ; LISTMAX=-1; LINES=10000"
          zpty -w child "answered() { print -l -- \\$found > $answer.new; mv $answer.new $answer.done }"
          # A call with -O, -A or -D only asks what would match.
          zpty -w child 'asks() { [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]] }'
          zpty -w child 'compadd() { local -a hits; asks "$@" && { builtin compadd "$@"; return }
            builtin compadd -O hits "$@"; found+=($hits); builtin compadd "$@" }'
          zpty -w child 'ask() { found=(); zle complete-word; answered; zle kill-buffer }'
          zpty -w child 'zle -N ask; bindkey "^I" ask'
          shift
          zpty -w -n child "$*"$'\\t'
          until [[ -e $answer.done ]]; do
            zpty -r -t child ignored
          done
          cat $answer.done
          rm -f $answer $answer.*
          zpty -d child
          """,
          "fish",
          "source $argv[1]; complete -C (string join -- ' ' $argv[2..-1])");

  @TempDir private Path folder;

  private static String script(String shell) {
    StringWriter out = new StringWriter();
    assertThat(
            io.parley.Arguments.strict().setOut(new PrintWriter(out)).execute("completion", shell))
        .isZero();
    return out.toString();
  }

  private static void require(String shell) {
    boolean there =
        Stream.of("/bin", "/usr/bin", "/usr/local/bin")
            .anyMatch(path -> Files.isExecutable(Path.of(path, shell)));
    boolean required = "required".equals(System.getenv("TEST_SHELLS"));
    Assumptions.assumeTrue(there || required, shell + " is not installed");
  }

  /** Completes the last of the words. */
  private List<String> completed(String shell, String... words) throws Exception {
    Path script = Files.writeString(folder.resolve("completion"), script(shell));
    Path question = Files.writeString(folder.resolve("question"), QUESTIONS.get(shell));
    List<String> command =
        Stream.concat(
                Stream.of(shell, question.toString(), script.toString(), "parley"),
                Arrays.stream(words))
            .toList();
    return lines(command);
  }

  private List<String> lines(List<String> command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("TERM", "dumb");
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command.toString()).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(out, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("/?(\t.*)?$", "").strip())
        .filter(line -> !line.isEmpty())
        .distinct()
        .toList();
  }

  static Stream<Arguments> shells() {
    return Stream.of("bash", "zsh", "fish").map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void theCommandsAreOffered(String shell) throws Exception {
    require(shell);
    assertThat(completed(shell, "pro")).containsExactly("probe");
    assertThat(completed(shell, "comp")).containsExactly("completion");
    assertThat(completed(shell, "doc")).containsExactly("doctor");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void everyOptionIsOffered(String shell) throws Exception {
    require(shell);
    List<String> options =
        io.parley.Arguments.strict().getCommandSpec().options().stream()
            .map(option -> option.longestName())
            .toList();
    assertThat(completed(shell, "--").stream().map(option -> option.replaceFirst("=$", "")))
        .containsExactlyInAnyOrderElementsOf(options);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aCommandHasItsOwnOptions(String shell) throws Exception {
    require(shell);
    assertThat(completed(shell, "--data", "x", "probe", "--ju"))
        .map(option -> option.replaceFirst("=$", ""))
        .containsExactly("--junit");
    assertThat(completed(shell, "probe", "--da")).isEmpty();
    assertThat(completed(shell, "doctor", "--wa"))
        .map(option -> option.replaceFirst("=$", ""))
        .containsExactly("--wait");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void theShellsAreOffered(String shell) throws Exception {
    require(shell);
    assertThat(completed(shell, "completion", "z")).containsExactly("zsh");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aFolderIsCompletedWhereOneIsWanted(String shell) throws Exception {
    require(shell);
    Files.createDirectory(folder.resolve("rooms-of-mine"));
    Files.createFile(folder.resolve("rooms-file"));
    assertThat(completed(shell, "--data", "rooms")).containsExactly("rooms-of-mine");
    assertThat(completed(shell, "--operator-token-file", "rooms-f")).containsExactly("rooms-file");
    assertThat(completed(shell, "--port", "rooms")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"bash, --data, =, rooms", "bash, --data, =, "})
  void bashSplitsAtTheEqualsSign(String shell, String option, String equals, String word)
      throws Exception {
    require(shell);
    Files.createDirectory(folder.resolve("rooms-of-mine"));
    String[] words =
        word == null ? new String[] {option, equals} : new String[] {option, equals, word};
    assertThat(completed(shell, words)).containsExactly("rooms-of-mine");
    assertThat(completed(shell, "--require-origin", "=", "t")).containsExactly("true");
  }
}
