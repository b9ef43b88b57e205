package io.parley.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A step of a script. */
sealed interface ScriptStep {
  void on(ScriptRunner scriptRunner) throws IOException;

  /** Describes the step in lines for people. */
  List<String> told(WireProtocol wireProtocol);

  private static List<String> sent(WireProtocol wireProtocol, String octets) {
    return wireProtocol.lines().apply(octets).stream().map(line -> "> " + line).toList();
  }

  /** How long the step pauses by itself. */
  default Duration pause() {
    return Duration.ZERO;
  }

  /** Sends octets. */
  record Send(String octets) implements ScriptStep {
    @Override
    public void on(ScriptRunner scriptRunner) throws IOException {
      scriptRunner.send(octets);
    }

    @Override
    public List<String> told(WireProtocol wireProtocol) {
      return sent(wireProtocol, octets);
    }
  }

  /** Sends octets if the handshake was accepted. */
  record SendUpgraded(String octets) implements ScriptStep {
    @Override
    public void on(ScriptRunner scriptRunner) throws IOException {
      if (scriptRunner.answer().filter(ProbeResponse::upgrades).isPresent()) {
        scriptRunner.send(octets);
      }
    }

    @Override
    public List<String> told(WireProtocol wireProtocol) {
      return sent(wireProtocol, octets);
    }
  }

  /** Sends octets if what was received until then is so. */
  record SendIf(Predicate<String> condition, String octets) implements ScriptStep {
    @Override
    public void on(ScriptRunner scriptRunner) throws IOException {
      if (condition.test(scriptRunner.received())) {
        scriptRunner.send(octets);
      }
    }

    @Override
    public List<String> told(WireProtocol wireProtocol) {
      return sent(wireProtocol, octets);
    }
  }

  /** Waits until the server has sent enough. */
  record Until(String what, Predicate<String> enough) implements ScriptStep {
    @Override
    public void on(ScriptRunner scriptRunner) throws IOException {
      scriptRunner.until(enough);
    }

    @Override
    public List<String> told(WireProtocol wireProtocol) {
      return List.of("(wait for " + what + ")");
    }
  }

  /** Pauses, and reads meanwhile. */
  record Pause(Duration pause) implements ScriptStep {
    @Override
    public void on(ScriptRunner scriptRunner) throws IOException {
      scriptRunner.linger(pause);
    }

    @Override
    public List<String> told(WireProtocol wireProtocol) {
      return List.of("(wait " + pause.toMillis() + " ms)");
    }
  }

  /** Waits for the complete response. */
  record Answered() implements ScriptStep {
    @Override
    public void on(ScriptRunner scriptRunner) throws IOException {
      scriptRunner.untilAnswered();
    }

    @Override
    public List<String> told(WireProtocol wireProtocol) {
      return List.of("(wait for the answer)");
    }
  }

  /**
   * Waits for pongs, or for a close instead; does not wait where the handshake was refused. The
   * messages get a little longer, because another thread than the one that answers pings may echo
   * them.
   */
  record Ponged(int pongs, int messages) implements ScriptStep {
    /** Enough time for any server that echoes. */
    private static final Duration GRACE = Duration.ofMillis(300);

    @Override
    public void on(ScriptRunner scriptRunner) throws IOException {
      if (scriptRunner.answer().filter(ProbeResponse::upgrades).isPresent()) {
        scriptRunner.untilFrames(frames -> count(frames, Frame.PONG) >= pongs || isClosed(frames));
        scriptRunner.lingerForFrames(
            GRACE, frames -> messages(frames) >= messages || isClosed(frames));
      }
    }

    private static boolean isClosed(List<Frame> frames) {
      return count(frames, Frame.CLOSE) > 0;
    }

    private static long count(List<Frame> frames, int opcode) {
      return frames.stream().filter(frame -> frame.is(opcode)).count();
    }

    private static long messages(List<Frame> frames) {
      return frames.stream().filter(frame -> frame.last() && !frame.isControl()).count();
    }

    @Override
    public List<String> told(WireProtocol wireProtocol) {
      return List.of("(wait for a pong)");
    }
  }

  /** Waits for the server to end the connection. */
  record Closed() implements ScriptStep {
    @Override
    public void on(ScriptRunner scriptRunner) throws IOException {
      scriptRunner.untilClosed();
    }

    @Override
    public List<String> told(WireProtocol wireProtocol) {
      return List.of("(wait for the server to close)");
    }
  }

  /** Waits for the server to end the connection, if its response announces that. */
  record ClosedAsSaid() implements ScriptStep {
    @Override
    public void on(ScriptRunner scriptRunner) throws IOException {
      if (scriptRunner
          .answer()
          .filter(probeResponse -> probeResponse.lists("Connection", "close"))
          .isPresent()) {
        scriptRunner.untilClosed();
      }
    }

    @Override
    public List<String> told(WireProtocol wireProtocol) {
      return List.of("(if the answer says close: wait for the server to close)");
    }
  }

  /** Shuts down our sending side of the connection. */
  record Finish() implements ScriptStep {
    @Override
    public void on(ScriptRunner scriptRunner) throws IOException {
      scriptRunner.finish();
    }

    @Override
    public List<String> told(WireProtocol wireProtocol) {
      return List.of("(close our half)");
    }
  }

  /** Closes the connection and opens a new one. */
  record Reconnect() implements ScriptStep {
    @Override
    public void on(ScriptRunner scriptRunner) throws IOException {
      scriptRunner.reconnect();
    }

    @Override
    public List<String> told(WireProtocol wireProtocol) {
      return List.of("(leave, and connect anew)");
    }
  }
}
