package io.parley;

import io.parley.settings.BadSetting;
import io.parley.settings.BadSettings;
import io.parley.settings.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Builds the command-line parser from the options. */
final class Arguments {
  /** Such as {@code Parley 0.1.0}. */
  static final String VERSION =
      "Parley "
          + Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
              .orElse("(unpacked)");

  /** Columns of the help text, wide enough that no address is broken across two lines. */
  private static final int WIDTH = 100;

  private static final String HELP = " (--help lists the options)";

  private Arguments() {}

  /** Returns a parser that collects errors instead of throwing them; see {@link #bad}. */
  static CommandLine commandLine() {
    CommandLine line = strict();
    line.getCommandSpec().parser().collectErrors(true);
    return line;
  }

  /** Returns a parser that throws at the first error, and reports it in one line. */
  static CommandLine strict() {
    CommandLine line =
        new CommandLine(spec())
            // Otherwise -host would be -h with something behind it.
            .setPosixClusteredShortOptionsAllowed(false)
            .addSubcommand(new ProbeCommand())
            .addSubcommand(new DoctorCommand())
            .addSubcommand(new CompletionCommand())
            .setUsageHelpWidth(WIDTH)
            .setParameterExceptionHandler(new ParameterErrors());
    CommandHelp.group(line);
    return line;
  }

  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("java -jar parley.war").version(VERSION);
    spec.usageMessage()
        .description("WebSocket rooms behind an opening handshake that is strict and explained.")
        .abbreviateSynopsis(true)
        .sortOptions(false)
        .commandListHeading("%nCommands (each has its own --help):%n")
        .footer(CommandHelp.FOOTER);
    for (Option option : Option.values()) {
      spec.addOption(spec(option));
    }
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Print this.").build());
    spec.addOption(
        OptionSpec.builder("--version")
            .versionHelp(true)
            .description("Print the version.")
            .build());
    return spec;
  }

  private static OptionSpec spec(Option option) {
    OptionSpec.Builder spec =
        OptionSpec.builder("--" + option.spelling())
            .description(option.description() + " Environment: " + option.environmentName() + ".")
            .type(option.repeatable() ? List.class : String.class)
            .auxiliaryTypes(String.class);
    return option.label().isEmpty()
        ? spec.arity("0..1").fallbackValue("true").paramLabel("true|false").build()
        : spec.paramLabel(option.label()).arity("1").build();
  }

  /** Returns the given values by the option's spelling; options that were not given are absent. */
  static Map<String, List<String>> values(ParseResult parsed) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Option option : Option.values()) {
      String name = "--" + option.spelling();
      List<String> given =
          parsed.hasMatchedOption(name) ? parsed.matchedOption(name).stringValues() : List.of();
      if (!given.isEmpty()) {
        values.put(option.spelling(), List.copyOf(given));
      }
    }
    return values;
  }

  /** Returns the errors: unknown options, missing values, and options given twice. */
  static BadSettings bad(ParseResult parsed) {
    BadSettings bad = new BadSettings();
    for (Exception error : parsed.errors()) {
      if (error instanceof UnmatchedArgumentException) {
        unmatched(parsed).forEach(each -> bad.add(new BadSetting(each.name(), each.line() + HELP)));
      } else {
        bad.add(new BadSetting(about(error), error.getMessage() + HELP));
      }
    }
    return bad;
  }

  /**
   * Whether the error lies in a subcommand's arguments; the parse result then has no subcommand.
   */
  static boolean failedInSubcommand(CommandLine line, ParseResult parsed) {
    return parsed.errors().stream()
        .anyMatch(error -> error instanceof ParameterException bad && bad.getCommandLine() != line);
  }

  private static String about(Exception error) {
    return error instanceof MissingParameterException missing
        ? name(missing.getMissing())
        : error instanceof OverwrittenOptionException twice
            ? name(List.of(twice.getOverwritten()))
            : "";
  }

  private static String name(List<ArgSpec> arguments) {
    return arguments.stream()
        .filter(OptionSpec.class::isInstance)
        .map(option -> ((OptionSpec) option).longestName().replaceFirst("^-+", ""))
        .findFirst()
        .orElse("");
  }

  private static List<UnmatchedArgument> unmatched(ParseResult parsed) {
    return UnmatchedArgument.of(parsed.commandSpec(), parsed.unmatched(), parsed.originalArgs());
  }
}
