package io.parley.endpoint;

import io.parley.guard.LimitedLog;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/**
 * The log lines about one connection. Their number is limited for each address.
 *
 * @param id of the connection
 */
record ConnectionLog(LimitedLog log, String address, String id) {
  void info(Supplier<String> line) {
    log.log(Level.INFO, address, line);
  }

  void warning(Supplier<String> line) {
    log.log(Level.WARNING, address, line);
  }

  /** Logs a fault of the server or the JVM, with the stack trace. */
  void fault(Throwable cause) {
    log.log(Level.ERROR, address, "fault " + id, cause);
  }

  /** Logs a failure that may be the peer's; a broken connection is no news. */
  void failure(String what, Throwable cause) {
    Level level = cause instanceof IOException ? Level.DEBUG : Level.INFO;
    log.log(level, address, () -> what + " " + id + " " + ExceptionText.of(cause));
  }
}
