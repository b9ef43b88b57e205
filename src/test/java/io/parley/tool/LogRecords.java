package io.parley.tool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects the records of a logger, until it is closed. */
public final class LogRecords extends Handler implements AutoCloseable {
  private final Logger logger;
  private final Consumer<LogRecord> also;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private LogRecords(Logger logger, Consumer<LogRecord> also) {
    this.logger = logger;
    this.also = also;
  }

  /** Of that logger and those below it. */
  public static LogRecords of(String name) {
    return of(name, entry -> {});
  }

  /**
   * Likewise.
   *
   * @param also is run on the thread that writes; what it throws, that thread meets
   */
  public static LogRecords of(String name, Consumer<LogRecord> also) {
    LogRecords records = new LogRecords(Logger.getLogger(name), also);
    records.logger.addHandler(records);
    return records;
  }

  /** Level and message, and the class of what was thrown. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord entry) {
    String thrown = entry.getThrown() == null ? "" : " " + entry.getThrown().getClass().getName();
    lines.add(entry.getLevel() + " " + entry.getMessage() + thrown);
    also.accept(entry);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
