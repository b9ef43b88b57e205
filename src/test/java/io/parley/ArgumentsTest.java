package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser of a server's options alone, which makes the start shorter. */
class ArgumentsTest {
  private static String[] words(String line) {
    return line.isEmpty() ? new String[0] : line.split(" ", -1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--port 0",
        "--port=0 --host 127.0.0.1",
        "--data none --message-rate 5 --log-messages",
        "--allow-origin https://a.example --allow-origin https://b.example"
      })
  void readsOptionsAsTheWholeParserDoes(String line) {
    assertThat(Arguments.server(words(line)).map(Arguments::values))
        .contains(Arguments.values(Arguments.commandLine().parseArgs(words(line))));
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
        "unknown"
      })
  void leavesCommandsAndErrorsToTheWholeParser(String line) {
    assertThat(Arguments.server(words(line))).isEmpty();
  }
}
