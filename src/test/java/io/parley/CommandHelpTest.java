package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.settings.Option;
import io.parley.settings.OptionGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The help texts. */
class CommandHelpTest {
  private static final CommandLine MAIN = Arguments.strict();

  /** The options in their order, by the lines that begin with one. */
  private static List<String> listed(String help) {
    return Pattern.compile("^ +(?:-h, )?--([a-z0-9-]+)", Pattern.MULTILINE)
        .matcher(help)
        .results()
        .map(line -> line.group(1))
        .toList();
  }

  @Test
  void everyOptionStandsOnceInTheGroupThatItNames() {
    String help = MAIN.getUsageMessage();
    for (OptionGroup group : OptionGroup.values()) {
      int start = help.indexOf("\n" + group.heading() + ":\n");
      assertThat(start).as(group.heading()).isPositive();
      String section = help.substring(start, help.indexOf("\n\n", start + 1));
      assertThat(listed(section))
          .containsExactlyElementsOf(
              Arrays.stream(Option.values())
                  .filter(option -> option.group() == group)
                  .map(Option::spelling)
                  .toList());
    }
    assertThat(listed(help)).doesNotHaveDuplicates().hasSize(Option.values().length + 2);
  }

  @Test
  void everyOptionNamesItsVariableAndItsDefault() {
    String help = MAIN.getUsageMessage().replaceAll("\\s+", " ");
    for (Option option : Option.values()) {
      assertThat(help)
          .contains(
              "Default: " + option.absence() + ". Environment: " + option.environmentName() + ".");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"probe", "doctor", "completion"})
  void everyOptionOfACommandStandsInOneOfItsGroups(String name) {
    CommandLine command = MAIN.getSubcommands().get(name);
    assertThat(listed(command.getUsageMessage()))
        .containsExactlyInAnyOrderElementsOf(
            command.getCommandSpec().options().stream()
                .map(option -> option.longestName().substring(2))
                .toList());
  }

  @Test
  void theDocumentOfTheProbeNamesEachOfItsOptions() throws IOException {
    String document = Files.readString(Path.of("src/site/markdown/probe.md"));
    assertThat(
            Stream.of(
                    ConnectionArguments.NAMES,
                    CaseArguments.NAMES,
                    RunArguments.NAMES,
                    ReportArguments.NAMES,
                    ServerArguments.NAMES)
                .flatMap(List::stream))
        .allSatisfy(name -> assertThat(document).containsPattern("`[^`]*" + name + "[ `]"));
  }

  @Test
  void theHelpHasExamplesAndCommands() {
    assertThat(MAIN.getUsageMessage())
        .contains("Examples:\n  java -jar parley.war\n", "PARLEY_PORT=9000", "  probe ")
        .contains("  completion ", "Exit status: 0 done");
    assertThat(MAIN.getSubcommands().get("probe").getUsageMessage())
        .contains("Examples:\n  java -jar parley.war probe ws://localhost:8080/echo\n");
  }

  /** A test of the examples: each is a command line that the parser takes. */
  @Test
  void everyExampleIsACommandLine() {
    for (String help :
        List.of(
            MAIN.getUsageMessage(),
            MAIN.getSubcommands().get("probe").getUsageMessage(),
            MAIN.getSubcommands().get("doctor").getUsageMessage())) {
      List<String> examples =
          help.lines().filter(line -> line.matches("  (PARLEY_\\S+ )*java -jar .*")).toList();
      assertThat(examples).hasSizeGreaterThan(3);
      for (String example : examples) {
        String arguments = example.replaceFirst(".*parley.war ?", "");
        String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");
        assertThat(Arguments.strict().parseArgs(words).unmatched()).as(example).isEmpty();
      }
    }
  }
}
