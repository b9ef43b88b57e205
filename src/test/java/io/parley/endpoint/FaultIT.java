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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fault of the server, at any place, closes with 1011, after which a client may come back. */
class FaultIT {
  private final Logger logger = Logger.getLogger("io.parley.endpoint");
  private final Sessions sessions =
      new Sessions(
          Defaults.sessionLimits(),
          Defaults.connectionLimits(),
          new MemoryBudget(Long.MAX_VALUE),
          id -> Optional.empty(),
          new Workers());
  private final CountDownLatch opened = new CountDownLatch(2);
  private final FailingLog log = new FailingLog();
  private EndpointServer server;

  /** Fails at a message, and once more when it is told to leave. */
  private final class Failing implements Conversation {
    @Override
    public void opened() {
      opened.countDown();
    }

    @Override
    public void onText(Payload.Text text) {
      throw new NoClassDefFoundError("text");
    }

    @Override
    public void onBinary(Payload.Binary binary) {
      throw new StackOverflowError("binary");
    }

    @Override
    public void closed(CloseStatus status) {
      throw new NoClassDefFoundError("closed");
    }
  }

  /** A log that fails too, where it is told to. */
  private static final class FailingLog extends Handler {
    private volatile boolean failing;

    @Override
    public void publish(LogRecord entry) {
      if (failing) {
        throw new NoClassDefFoundError("log");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void start() throws Exception {
    // Another test may have set the level of all: then nothing would be logged, and nothing fail.
    logger.setLevel(Level.ALL);
    logger.addHandler(log);
    server =
        EndpointServer.guarded(
            List.of(
                Route.of(
                    EchoEndpoint.PATH,
                    Policy.DEFAULT,
                    sessions.serve(peer -> new Failing(), Map.of()))),
            EchoEndpoint.class);
  }

  @AfterEach
  void stop() {
    log.failing = false;
    logger.removeHandler(log);
    logger.setLevel(null);
    sessions.drain(Duration.ofMillis(1));
    server.close();
  }

  @Test
  void anErrorInAConversationClosesWith1011() throws Exception {
    try (Wire ann = Wire.open(server.port(), EchoEndpoint.PATH);
        Wire bob = Wire.open(server.port(), EchoEndpoint.PATH)) {
      ann.text("hi");
      bob.binary((byte) 1);

      assertThat(ann.read().code()).isEqualTo(1011);
      assertThat(bob.read().code()).isEqualTo(1011);
    }
  }

  @Test
  void anErrorWhileASessionOpensClosesWith1011() throws Exception {
    log.failing = true;
    try (Wire ann = Wire.open(server.port(), EchoEndpoint.PATH)) {
      Wire.Frame close = ann.read();

      assertThat(close.code()).isEqualTo(1011);
      assertThat(close.reason()).isEqualTo("internal fault");
    }
  }

  @Test
  void anErrorInTheHandlingOfAnErrorClosesWith1011Too() throws Exception {
    try (Wire ann = Wire.open(server.port(), EchoEndpoint.PATH);
        Wire bob = Wire.open(server.port(), EchoEndpoint.PATH)) {
      assertThat(opened.await(10, TimeUnit.SECONDS)).isTrue();
      log.failing = true;
      ann.text("hi");
      bob.binary((byte) 1);

      for (Wire peer : List.of(ann, bob)) {
        Wire.Frame close = peer.read();
        assertThat(close.code()).isEqualTo(1011);
        assertThat(close.reason()).isEqualTo("internal fault");
      }
    }
  }
}
