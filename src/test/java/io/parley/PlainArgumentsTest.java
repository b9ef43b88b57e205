package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.settings.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParseResult;

/** What is read without the library is what the library reads. */
class PlainArgumentsTest {
  private static final List<Option> OPTIONS = List.of(Option.values());

  /** Words in the places of values; the first are the most frequent. */
  private static final List<String> WORDS =
      List.of("true", "false", "0", "a b", "a=b", "-1", "--", "-h", "--port", "@none", "", "'x'");

  private static String[] words(String line) {
    return line.isEmpty() ? new String[0] : line.split(" ", -1);
  }

  private static ParseResult whole(String... args) {
    return Arguments.commandLine().parseArgs(args);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--port 0",
        "--port=0 --host 127.0.0.1",
        "--log-messages",
        "--log-messages=false --port 0",
        "--data none --message-rate 5 --log-messages --port 1",
        "--allow-origin https://a.example --allow-origin https://b.example"
      })
  void readsOptionsAsTheLibraryDoes(String line) {
    assertThat(PlainArguments.read(words(line))).contains(Arguments.values(whole(words(line))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "--port 0 --help",
        "--version",
        "probe ws://localhost/",
        "doctor",
        "completion bash",
        "--port 0 probe",
        "--prot 0",
        "-host",
        "--port",
        "--port --host",
        "--port=",
        "--host a --host b",
        "--log-messages false",
        "@file",
        "--rights @file",
        "unknown"
      })
  void leavesWhatIsNotPlainToTheLibrary(String line) {
    assertThat(PlainArguments.read(words(line))).isEmpty();
  }

  @Test
  void readsNothingThatTheLibraryReadsInAnotherWay() {
    Random random = new Random(14);
    int plain = 0;
    for (int round = 0; round < 1_000; round++) {
      String[] args = anyArguments(random);
      if (PlainArguments.read(args).isPresent()) {
        plain++;
        ParseResult parsed = whole(args);
        assertThat(parsed.errors()).as(String.join(" ", args)).isEmpty();
        assertThat(PlainArguments.read(args)).contains(Arguments.values(parsed));
      }
    }
    assertThat(plain).isBetween(100, 900);
  }

  private static String[] anyArguments(Random random) {
    List<String> args = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      Option option = OPTIONS.get(random.nextInt(OPTIONS.size()));
      String word = WORDS.get(Math.min(random.nextInt(WORDS.size()), random.nextInt(WORDS.size())));
      String name = "--" + option.spelling();
      switch (random.nextInt(3)) {
        case 0 -> args.add(name + "=" + word);
        case 1 -> args.add(name);
        default -> {
          args.add(name);
          args.add(word);
        }
      }
    }
    return args.toArray(String[]::new);
  }
}
