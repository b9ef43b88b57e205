package io.parley.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Where a script is played: the connection that is open now, and what was said on it. */
final class Stage implements AutoCloseable {
  private final InetSocketAddress server;
  private final Duration time;
  private final Request request;
  private final StringBuilder sent = new StringBuilder();
  private Wire wire;

  private Stage(InetSocketAddress server, Duration time, Request request) throws IOException {
    this.server = server;
    this.time = time;
    this.request = request;
    wire = Wire.open(server, time);
  }

  /** Plays to the end, or to where the server or the clock ends it. */
  static Exchange play(Script script, InetSocketAddress server, Duration timeout)
      throws IOException {
    Duration time = timeout.plus(script.pauses());
    try (Stage stage = new Stage(server, time, script.request())) {
      for (Step step : script.steps()) {
        step.on(stage);
      }
      return stage.exchange();
    }
  }

  void send(String octets) throws IOException {
    sent.append(octets);
    wire.send(octets);
  }

  void finish() throws IOException {
    wire.finish();
  }

  void linger(Duration pause) throws IOException {
    wire.linger(pause, () -> false);
  }

  /** As long as that, or until there are enough frames. */
  void lingerForFrames(Duration time, Predicate<List<Frame>> enough) throws IOException {
    wire.linger(time, () -> enough.test(exchange().frames()));
  }

  void untilClosed() throws IOException {
    wire.until(() -> false);
  }

  void untilAnswered() throws IOException {
    wire.until(() -> exchange().answer().filter(Answer::complete).isPresent());
  }

  void untilFrames(Predicate<List<Frame>> enough) throws IOException {
    wire.until(() -> enough.test(exchange().frames()));
  }

  Optional<Answer> answer() {
    return exchange().answer();
  }

  /** Leaves this connection and opens another; only what is said there is judged. */
  void reconnect() throws IOException {
    wire.close();
    sent.setLength(0);
    wire = Wire.open(server, time);
  }

  private Exchange exchange() {
    return new Exchange(request, sent.toString(), wire.received(), wire.ending());
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
