package io.parley;

import io.parley.doctor.Doctor;
import io.parley.doctor.DoctorJson;
import io.parley.doctor.DoctorOptions;
import io.parley.doctor.DoctorReport;
import io.parley.doctor.DoctorTarget;
import io.parley.doctor.DoctorText;
import io.parley.probe.FieldLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley doctor}: finds out why a client does not get through to a WebSocket. */
@Command(
    name = "doctor",
    sortOptions = false,
    abbreviateSynopsis = true,
    description =
        "Finds out why a WebSocket does not open, or does not stay open: takes each step of a"
            + " browser, and says who is to blame and what to change.")
final class DoctorCommand implements Callable<Integer> {
  private static final int THROUGH = 0;
  private static final int FAILED = 1;

  private static final double MAX_TIMEOUT = 120;

  /** Seconds: a day; longer silence is no question of this tool. */
  private static final int MAX_WAIT = 86_400;

  /** Characters; a shorter value is too common to be taken out of an answer. */
  private static final int SHORTEST_SECRET = 4;

  @Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this.")
  @SuppressWarnings("UnusedVariable") // Read by picocli.
  private boolean help;

  @Parameters(paramLabel = "URL", description = "ws:// or wss://, as the page opens it")
  private String url;

  @Option(names = "--origin", paramLabel = "ORIGIN", description = "Of the page that connects.")
  private String origin = "";

  @Option(
      names = "--subprotocol",
      paramLabel = "NAME",
      description = "A subprotocol that the page offers; repeatable.")
  private List<String> subprotocols = List.of();

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      description = "Send it with the handshake; repeatable.")
  private List<String> headers = List.of();

  @Option(
      names = "--cookie",
      paramLabel = "NAME=VALUE|@FILE",
      description = "Send this cookie, or the cookies in that file; repeatable.")
  private List<String> cookies = List.of();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Send what the file holds as a bearer token.")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description = "Trust these certificates (PEM) instead of Java's.")
  private Optional<Path> cacert = Optional.empty();

  @Option(names = "--insecure", description = "Go on where the certificate is wrong.")
  private boolean insecure;

  @Option(names = "--timeout", paramLabel = "SECONDS", description = "For each wait; default 5.")
  private double timeout = DoctorOptions.TIMEOUT.toSeconds();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "Leave a connection alone for so long, and see whether it lives.")
  private Optional<Integer> wait = Optional.empty();

  @Option(
      names = "--message-size",
      paramLabel = "BYTES",
      description = "Send a message of that size, too.")
  private Optional<Integer> messageSize = Optional.empty();

  @Option(
      names = "--no-messages",
      description = "Send pings only: the application gets no message.")
  private boolean noMessages;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON, too.")
  private Optional<Path> json = Optional.empty();

  @Override
  public Integer call() {
    try {
      DoctorOptions options = options();
      boolean coloured = Terminal.isThere() && Terminal.hasColour();
      DoctorText text = new DoctorText(out(), coloured);
      text.begin(options);
      DoctorReport report = Doctor.examine(options, text::step);
      text.end(report);
      if (json.isPresent()) {
        write(json.get(), DoctorJson.of(report));
      }
      return report.isThrough() ? THROUGH : FAILED;
    } catch (IOException e) {
      spec.commandLine().getErr().println("parley doctor: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  private DoctorOptions options() {
    requireRanges();
    requireTokens();
    List<String> secrets = new ArrayList<>();
    List<FieldLine> fields = fields(secrets);
    return new DoctorOptions(
        target(),
        fields,
        Optional.of(origin).filter(given -> !given.isEmpty()),
        subprotocols,
        cacert,
        insecure,
        Duration.ofMillis(Math.round(timeout * 1000)),
        !noMessages,
        wait.map(Duration::ofSeconds),
        messageSize.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        secrets);
  }

  private void requireRanges() {
    if (!(timeout > 0 && timeout <= MAX_TIMEOUT)) {
      throw usage("--timeout must be above 0 and at most 120 seconds");
    }
    if (wait.filter(seconds -> seconds < 1 || seconds > MAX_WAIT).isPresent()) {
      throw usage("--wait must be from 1 to " + MAX_WAIT + " seconds");
    }
    if (messageSize.filter(size -> size < 1 || size > DoctorOptions.MAX_MESSAGE).isPresent()) {
      throw usage("--message-size must be from 1 to " + DoctorOptions.MAX_MESSAGE + " bytes");
    }
    if (noMessages && messageSize.isPresent()) {
      throw usage("--message-size sends a message, and --no-messages forbids it");
    }
  }

  private DoctorTarget target() {
    try {
      return DoctorTarget.parse(url);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  /** Their values are secrets: an answer may repeat them. */
  private List<FieldLine> fields(List<String> secrets) {
    List<FieldLine> fields = new ArrayList<>();
    try {
      headers.forEach(header -> fields.add(FieldLine.parse(header)));
      if (!cookies.isEmpty()) {
        List<String> all = cookies.stream().map(ConnectionArguments::cookie).toList();
        fields.add(FieldLine.parse("Cookie: " + String.join("; ", all)));
      }
      tokenFile
          .map(ConnectionArguments::token)
          .ifPresent(token -> fields.add(FieldLine.parse("Authorization: Bearer " + token)));
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
    fields.forEach(field -> secrets.addAll(secrets(field.value())));
    return fields;
  }

  /** The value, and each of its parts. */
  private static List<String> secrets(String value) {
    return Stream.concat(Stream.of(value), Arrays.stream(value.split("[ ;=]+", -1)))
        .filter(part -> part.length() >= SHORTEST_SECRET && !part.equalsIgnoreCase("bearer"))
        .toList();
  }

  private void requireTokens() {
    for (String each : subprotocols) {
      if (!each.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        throw usage("--subprotocol takes one name, without spaces and commas");
      }
    }
    if (!origin.matches("[!-~]*")) {
      throw usage("--origin takes a scheme, a host and a port, such as https://www.example.com");
    }
  }

  private static void write(Path file, String text) throws IOException {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
