package io.parley;

import io.parley.settings.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The command line's grammar, made from the options. */
final class Arguments {
  private static final String VERSION =
      Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("(unpacked)");

  /** Columns of the help text, enough for no address to be broken in two. */
  private static final int WIDTH = 100;

  private Arguments() {}

  static CommandLine commandLine() {
    CommandSpec spec = CommandSpec.create().name("java -jar parley.war");
    spec.usageMessage()
        .description("WebSocket rooms behind an opening handshake that is strict and explained.")
        .abbreviateSynopsis(true)
        .sortOptions(false);
    for (Option option : Option.values()) {
      spec.addOption(spec(option));
    }
    spec.addOption(
        OptionSpec.builder("--help").usageHelp(true).description("Print this and end.").build());
    spec.addOption(
        OptionSpec.builder("--version")
            .versionHelp(true)
            .description("Print the version and end.")
            .build());
    return new CommandLine(spec.version("Parley " + VERSION))
        .addSubcommand(new ProbeCommand())
        .setUsageHelpWidth(WIDTH);
  }

  private static OptionSpec spec(Option option) {
    OptionSpec.Builder spec =
        OptionSpec.builder("--" + option.spelling())
            .description(option.description())
            .type(option.repeatable() ? List.class : String.class)
            .auxiliaryTypes(String.class);
    return option.label().isEmpty()
        ? spec.arity("0..1").fallbackValue("true").paramLabel("true|false").build()
        : spec.paramLabel(option.label()).arity("1").build();
  }

  /** By spelling; what was not given is left out. */
  static Map<String, List<String>> values(ParseResult parsed) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Option option : Option.values()) {
      String name = "--" + option.spelling();
      if (parsed.hasMatchedOption(name)) {
        values.put(option.spelling(), List.copyOf(parsed.matchedOption(name).stringValues()));
      }
    }
    return values;
  }
}
