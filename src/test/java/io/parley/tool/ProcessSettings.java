package io.parley.tool;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Records what a program sets for its whole process, so that a test can undo it. */
public final class ProcessSettings {
  private static final Logger ROOT = Logger.getLogger("");

  private final List<Handler> handlers = List.of(ROOT.getHandlers());
  private final Map<Handler, Formatter> formatters = new HashMap<>();
  private final Map<Logger, Optional<Level>> levels = new HashMap<>();
  private final Optional<Thread.UncaughtExceptionHandler> uncaught =
      Optional.ofNullable(Thread.getDefaultUncaughtExceptionHandler());
  private final Locale format = Locale.getDefault(Locale.Category.FORMAT);

  private ProcessSettings(String... loggers) {
    handlers.forEach(handler -> formatters.put(handler, handler.getFormatter()));
    Stream.concat(Stream.of(""), Arrays.stream(loggers))
        .map(Logger::getLogger)
        .forEach(logger -> levels.put(logger, Optional.ofNullable(logger.getLevel())));
  }

  /**
   * As they are now.
   *
   * @param loggers whose levels may change
   */
  public static ProcessSettings of(String... loggers) {
    return new ProcessSettings(loggers);
  }

  public void restore() {
    for (Handler handler : ROOT.getHandlers()) {
      if (!handlers.contains(handler)) {
        ROOT.removeHandler(handler);
      }
    }
    formatters.forEach(Handler::setFormatter);
    levels.forEach((logger, level) -> logger.setLevel(level.orElse(null)));
    Thread.setDefaultUncaughtExceptionHandler(uncaught.orElse(null));
    Locale.setDefault(Locale.Category.FORMAT, format);
  }
}
