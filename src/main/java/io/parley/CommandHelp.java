package io.parley;

import io.parley.settings.Option;
import io.parley.settings.OptionGroup;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lists the options of a command in groups. */
final class CommandHelp {
  /** Ends the main help text. */
  static final String[] FOOTER = {
    "",
    "Examples:",
    "  java -jar parley.war",
    "        serves http://localhost:8080/ and keeps the rooms in the folder parley-data",
    "  java -jar parley.war --port 0 --data none",
    "        takes any free port and keeps nothing",
    "  java -jar parley.war --host 0.0.0.0 --allow-origin https://chat.example.com",
    "        serves other machines, and the pages of one more origin",
    "  PARLEY_PORT=9000 PARLEY_DATA=/var/lib/parley java -jar parley.war",
    "        sets options in the environment; the command line wins over it",
    "  java -jar parley.war probe ws://localhost:8080/echo",
    "        tests the opening handshake of any WebSocket server",
    "  java -jar parley.war doctor wss://chat.example.com/chat",
    "        says why a WebSocket does not open, and who is to blame",
    "",
    "The first lines of output are the URLs, one for each port.",
    "Exit status: 0 done, 1 failed to start, 2 wrong options or cannot listen, 3 out of memory,",
    "4 a part of the server failed for good, 130 Ctrl+C, 143 SIGTERM.",
  };

  private static final String[] PROBE_FOOTER = {
    "",
    "Examples:",
    "  java -jar parley.war probe ws://localhost:8080/echo",
    "  java -jar parley.war probe ws://localhost:8080/echo --only rfc6455/4.2 --strict",
    "  java -jar parley.war probe wss://server.example/chat --http2",
    "  java -jar parley.war probe --explain rfc6455/4.4/1",
    "  java -jar parley.war probe --client --port 9001",
    "  java -jar parley.war probe wss://chat.example.com/chat --token-file token --html report.html",
    "  java -jar parley.war probe --via ws://proxy.example/chat ws://localhost:8080/chat",
    "",
    "Exit status: 0 every MUST passed or is known to fail, 1 not, 2 usage or unreachable.",
  };

  private static final String[] DOCTOR_FOOTER = {
    "",
    "Examples:",
    "  java -jar parley.war doctor ws://localhost:8080/chat",
    "  java -jar parley.war doctor wss://chat.example.com/chat --origin https://www.example.com",
    "  java -jar parley.war doctor wss://chat.example.com/chat --subprotocol graphql-ws --wait 65",
    "  java -jar parley.war doctor ws://localhost:8080/echo --message-size 100000",
    "",
    "Two short text messages are sent, unless --no-messages forbids it.",
    "Exit status: 0 the connection gets through, 1 a step failed, 2 usage.",
  };

  /** A heading and the names of the options below it. */
  private record Group(String heading, List<String> options) {}

  private static final Group HELP = new Group("Help", List.of("--help", "--version"));

  private static final List<Group> PROBE =
      List.of(
          new Group(
              "Server",
              Stream.concat(
                      Stream.of("--http1", "--http2", "--denied-origin", "--subprotocol", "--via"),
                      ServerArguments.NAMES.stream())
                  .toList()),
          new Group("Connection", ConnectionArguments.NAMES),
          new Group("Clients", ClientProbeCommand.NAMES),
          new Group("Cases", CaseArguments.NAMES),
          new Group("Run", RunArguments.NAMES),
          new Group("Reports", ReportArguments.NAMES),
          HELP);

  private static final List<Group> DOCTOR =
      List.of(
          new Group(
              "Client",
              List.of("--origin", "--subprotocol", "--header", "--cookie", "--token-file")),
          new Group("TLS", List.of("--cacert", "--insecure")),
          new Group("Steps", List.of("--wait", "--message-size", "--no-messages", "--timeout")),
          new Group("Report", List.of("--json")),
          HELP);

  private CommandHelp() {}

  /** Groups the options of the main command and of its subcommands. */
  static void group(CommandLine main) {
    group(main, Stream.concat(settings(), Stream.of(HELP)).toList());
    Map<String, CommandLine> subcommands = main.getSubcommands();
    CommandLine probe = subcommands.get("probe");
    probe.getCommandSpec().usageMessage().footer(PROBE_FOOTER);
    group(probe, PROBE);
    CommandLine doctor = subcommands.get("doctor");
    doctor.getCommandSpec().usageMessage().footer(DOCTOR_FOOTER);
    group(doctor, DOCTOR);
    group(subcommands.get("completion"), List.of(HELP));
  }

  private static Stream<Group> settings() {
    return Arrays.stream(OptionGroup.values())
        .map(group -> new Group(group.heading(), names(group)));
  }

  private static List<String> names(OptionGroup group) {
    return Arrays.stream(Option.values())
        .filter(option -> option.group() == group)
        .map(option -> "--" + option.spelling())
        .toList();
  }

  private static void group(CommandLine line, List<Group> groups) {
    line.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> render(help, groups));
  }

  private static String render(Help help, List<Group> groups) {
    return groups.stream().map(group -> render(help, group)).collect(Collectors.joining());
  }

  private static String render(Help help, Group group) {
    List<OptionSpec> options = options(help.commandSpec(), group);
    return String.format("%n%s:%n", group.heading()) + help.optionListExcludingGroups(options);
  }

  private static List<OptionSpec> options(CommandSpec command, Group group) {
    return group.options().stream()
        .filter(command.optionsMap()::containsKey)
        .map(command::findOption)
        .toList();
  }
}
