package io.parley.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** One thing that a script does. */
sealed interface Step {
  void on(Stage stage) throws IOException;

  /** The step in lines for people. */
  List<String> told();

  /** How long it holds still by itself. */
  default Duration pause() {
    return Duration.ZERO;
  }

  /** Sends octets. */
  record Send(String octets) implements Step {
    @Override
    public void on(Stage stage) throws IOException {
      stage.send(octets);
    }

    @Override
    public List<String> told() {
      return Shown.lines(octets).stream().map(line -> "> " + line).toList();
    }
  }

  /** Sends octets if the handshake was accepted. */
  record SendUpgraded(String octets) implements Step {
    @Override
    public void on(Stage stage) throws IOException {
      if (stage.answer().filter(Answer::upgrades).isPresent()) {
        stage.send(octets);
      }
    }

    @Override
    public List<String> told() {
      return Shown.lines(octets).stream().map(line -> "> " + line).toList();
    }
  }

  /** Holds still, and listens. */
  record Pause(Duration pause) implements Step {
    @Override
    public void on(Stage stage) throws IOException {
      stage.linger(pause);
    }

    @Override
    public List<String> told() {
      return List.of("(wait " + pause.toMillis() + " ms)");
    }
  }

  /** Waits for the whole answer. */
  record Answered() implements Step {
    @Override
    public void on(Stage stage) throws IOException {
      stage.untilAnswered();
    }

    @Override
    public List<String> told() {
      return List.of("(wait for the answer)");
    }
  }

  /**
   * Waits for pongs, or for the close that comes in their stead; not at all where refused. Messages
   * may be echoed by another thread than the one that answers pings: they get a little longer.
   */
  record Ponged(int pongs, int messages) implements Step {
    /** Who echoes at all has done so by then. */
    private static final Duration GRACE = Duration.ofMillis(300);

    @Override
    public void on(Stage stage) throws IOException {
      if (stage.answer().filter(Answer::upgrades).isPresent()) {
        stage.untilFrames(frames -> count(frames, Frame.PONG) >= pongs || isClosed(frames));
        stage.lingerForFrames(GRACE, frames -> messages(frames) >= messages || isClosed(frames));
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
    public List<String> told() {
      return List.of("(wait for a pong)");
    }
  }

  /** Waits for the server to end the connection. */
  record Closed() implements Step {
    @Override
    public void on(Stage stage) throws IOException {
      stage.untilClosed();
    }

    @Override
    public List<String> told() {
      return List.of("(wait for the server to close)");
    }
  }

  /** Waits for the server to end the connection, if its answer says that it will. */
  record ClosedAsSaid() implements Step {
    @Override
    public void on(Stage stage) throws IOException {
      if (stage.answer().filter(answer -> answer.lists("Connection", "close")).isPresent()) {
        stage.untilClosed();
      }
    }

    @Override
    public List<String> told() {
      return List.of("(if the answer says close: wait for the server to close)");
    }
  }

  /** Ends our half of the connection. */
  record Finish() implements Step {
    @Override
    public void on(Stage stage) throws IOException {
      stage.finish();
    }

    @Override
    public List<String> told() {
      return List.of("(close our half)");
    }
  }

  /** Leaves the connection and opens a new one. */
  record Reconnect() implements Step {
    @Override
    public void on(Stage stage) throws IOException {
      stage.reconnect();
    }

    @Override
    public List<String> told() {
      return List.of("(leave, and connect anew)");
    }
  }
}
