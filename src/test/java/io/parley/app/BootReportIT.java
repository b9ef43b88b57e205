package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is logged about the embedded Jetty at the start. */
class BootReportIT {
  private final Logger logger = Logger.getLogger("io.parley.app");
  private final Log log = new Log();

  private static final class Log extends Handler {
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    List<String> lines() {
      return records.stream().map(LogRecord::getMessage).toList();
    }
  }

  @BeforeEach
  void listen() {
    logger.setLevel(Level.ALL);
    logger.addHandler(log);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(log);
    logger.setLevel(null);
  }

  @Test
  void namesTheContainerAtTheStartAndTheGuardAtTheFirstHandshakeOnly() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0")) {
      assertThat(log.lines()).hasSize(2);
      assertThat(log.lines().get(0)).matches("on jetty/12[.0-9]+, .*Servlet 6\\.0, .* 6\\.0; .*");
      assertThat(log.lines().get(1))
          .isEqualTo("clients: everybody may connect: no keys for tokens are set");

      for (int time = 0; time < 2; time++) {
        try (Wire wire = Wire.open(parley.port(0), "/echo")) {
          wire.text("so that it is open");
          wire.read();
        }
      }
      assertThat(log.lines())
          .hasSize(3)
          .last()
          .asString()
          .matches("first handshake 01[A-Z0-9]{24}: the guard came first, .*");
    }
  }

  @Test
  void isNotShownToAUserWhoNeedNotKnow() throws Exception {
    RunningParley.start("--port", "0").close();
    assertThat(log.records).isNotEmpty().allMatch(entry -> entry.getLevel().equals(Level.FINE));
  }
}
