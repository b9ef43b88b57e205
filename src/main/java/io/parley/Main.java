package io.parley;

import io.parley.archive.WarFile;
import io.parley.server.HeapSizing;
import io.parley.server.JdkInitialization;
import io.parley.server.ListenException;
import io.parley.server.MemoryExhaustion;
import io.parley.server.ParleyServer;
import io.parley.server.ProcessEnd;
import io.parley.settings.BadSettingException;
import io.parley.settings.BadSettings;
import io.parley.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The entry point of the command line. */
public final class Main {
  private static final int DONE = 0;
  private static final int FAULT = 1;
  private static final int CANNOT_START = 2;

  private final WarFile war;
  private final Consumer<AutoCloseable> atExit;
  private final PrintStream out;
  private final PrintStream err;

  private Main(WarFile war, Consumer<AutoCloseable> atExit, PrintStream out, PrintStream err) {
    this.war = war;
    this.atExit = atExit;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs one command line. The launcher calls it by reflection.
   *
   * @param war is closed later
   * @param atExit takes what has to be closed before the process ends
   * @return the exit status, or empty while the server runs
   */
  public static OptionalInt run(WarFile war, Consumer<AutoCloseable> atExit, String[] args) {
    JdkInitialization.begin();
    LogFormat.install();
    // Jetty formats a limit in a close reason by the default locale: 65536, not 65,536.
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("en-US-POSIX"));
    return new Main(war, atExit, System.out, System.err).run(args);
  }

  private OptionalInt run(String[] args) {
    return PlainArguments.read(args)
        .map(options -> serve(options, new BadSettings()))
        .orElseGet(() -> command(args));
  }

  /** Runs a command, or a server of which the arguments have an error. */
  private OptionalInt command(String[] args) {
    CommandLine line = Arguments.commandLine();
    ParseResult parsed = line.parseArgs(args);
    if (CommandLine.printHelpIfRequested(parsed)) {
      return OptionalInt.of(DONE);
    }
    if (parsed.hasSubcommand() || Arguments.failedInSubcommand(line, parsed)) {
      return subcommand(args);
    }
    BadSettings bad = Arguments.bad(parsed);
    return serve(Arguments.values(parsed), bad);
  }

  private OptionalInt subcommand(String[] args) {
    try {
      war.close();
    } catch (IOException e) {
      return refuse("cannot read " + war.path() + ": " + e);
    }
    return OptionalInt.of(Arguments.strict().execute(args));
  }

  private OptionalInt serve(Map<String, List<String>> options, BadSettings bad) {
    MemoryExhaustion.install();
    HeapSizing.install();
    try {
      Settings settings =
          Settings.read(
              options,
              name -> Optional.ofNullable(System.getenv(name)),
              name -> Optional.empty(),
              bad);
      ParleyServer server = new ParleyServer(war, settings, options, bad);
      Run run = new Run(server, settings.capacitySettings().drain());
      atExit.accept(run);
      server.endProcessBy(ProcessEnd::because);
      run.start();
      return OptionalInt.empty();
    } catch (Exception | Error e) {
      return failed(e);
    }
  }

  private OptionalInt failed(Throwable failure) {
    MemoryExhaustion.checkStart(failure);
    Optional<Throwable> expected =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .filter(Main::isExpected)
            .findFirst();
    if (expected.isPresent()) {
      return refuse(expected.get().getMessage());
    }
    System.getLogger(Main.class.getName()).log(Level.ERROR, "Parley could not start", failure);
    return OptionalInt.of(FAULT);
  }

  /** Compares names: the web application throws a class from its own class loader. */
  private static boolean isExpected(Throwable failure) {
    String name = failure.getClass().getName();
    return name.equals(BadSettingException.class.getName())
        || name.equals(ListenException.class.getName());
  }

  private OptionalInt refuse(String message) {
    message.lines().forEach(line -> err.println("parley: " + line));
    return OptionalInt.of(CANNOT_START);
  }

  /** A server that says when it runs and when it stops. */
  private final class Run implements AutoCloseable {
    /** The server's own limit beyond the drain. */
    private static final Duration STOP = Duration.ofSeconds(5);

    private final ParleyServer server;
    private final Duration drain;
    private volatile boolean started;

    Run(ParleyServer server, Duration drain) {
      this.server = server;
      this.drain = drain;
    }

    void start() throws Exception {
      server.start();
      boolean coloured = Terminal.isThere() && Terminal.hasColour();
      Banner.lines(server.urls(), server.pages(), server.durability(), coloured)
          .forEach(out::println);
      out.flush();
      started = true;
    }

    /** Says nothing of a server that did not start. */
    @Override
    public void close() {
      if (started) {
        out.println("Stopping; this takes at most " + drain.plus(STOP).toSeconds() + " s.");
        out.flush();
      }
      server.close();
    }
  }
}
