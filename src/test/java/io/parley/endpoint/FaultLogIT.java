package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.app.Defaults;
import io.parley.chat.Payload;
import io.parley.guard.Route;
import io.parley.handshake.Policy;
import io.parley.memory.MemoryBudget;
import io.parley.subprotocol.CloseStatus;
import io.parley.subprotocol.Conversation;
import io.parley.tool.EndpointServer;
import io.parley.tool.Wire;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of a fault whose message quotes the peer, in a container that prints all it gets. */
class FaultLogIT {
  private static final String HOSTILE = "token=hunter2 \u2028 \r\nfaked line";

  private final Logger logger = Logger.getLogger("io.parley.endpoint");
  private final Sessions sessions =
      new Sessions(
          Defaults.sessionLimits(),
          Defaults.connectionLimits(),
          new MemoryBudget(Long.MAX_VALUE),
          id -> Optional.empty(),
          new Workers());
  private final Lines lines = new Lines();
  private EndpointServer server;

  private static final class Quoting implements Conversation {
    private String last = "";

    @Override
    public void onText(Payload.Text text) {
      last = text.text();
      throw new IllegalArgumentException("bad: " + last, new IllegalStateException(last));
    }

    @Override
    public void closed(CloseStatus status) {
      throw new IllegalStateException("closed after " + last);
    }
  }

  private static final class Lines extends Handler {
    private final List<String> printed = new ArrayList<>();

    @Override
    public synchronized void publish(LogRecord line) {
      printed.add(new SimpleFormatter().format(line));
    }

    synchronized String all() {
      return String.join("", printed);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void start() throws Exception {
    logger.addHandler(lines);
    server =
        EndpointServer.guarded(
            List.of(
                Route.of(
                    EchoEndpoint.PATH,
                    Policy.DEFAULT,
                    sessions.serve(peer -> new Quoting(), Map.of()))),
            EchoEndpoint.class);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(lines);
    sessions.drain(Duration.ofMillis(1));
    server.close();
  }

  @Test
  void isLoggedByItsClassesAndPlaces() throws Exception {
    try (Wire ann = Wire.open(server.port(), EchoEndpoint.PATH)) {
      ann.text(HOSTILE);
      assertThat(ann.read().code()).isEqualTo(1011);
    }
    assertThat(lines.all())
        .contains(
            "java.lang.IllegalArgumentException",
            "Caused by: java.lang.IllegalStateException",
            "FaultLogIT$Quoting.onText",
            "FaultLogIT$Quoting.closed")
        .doesNotContain("hunter2", "faked");
  }
}
