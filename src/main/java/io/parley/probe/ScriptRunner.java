package io.parley.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Where a script is played: the connection that is open now, and what was said on it. */
final class ScriptRunner implements AutoCloseable {
  private final InetSocketAddress server;
  private final Duration time;
  private final ProbeRequest probeRequest;
  private final StringBuilder sent = new StringBuilder();
  private ProbeConnection probeConnection;

  private ScriptRunner(InetSocketAddress server, Duration time, ProbeRequest probeRequest)
      throws IOException {
    this.server = server;
    this.time = time;
    this.probeRequest = probeRequest;
    probeConnection = ProbeConnection.open(server, time);
  }

  /** Plays to the end, or to where the server or the clock ends it. */
  static Exchange play(Script script, InetSocketAddress server, Duration timeout)
      throws IOException {
    Duration time = timeout.plus(script.pauses());
    try (ScriptRunner scriptRunner = new ScriptRunner(server, time, script.probeRequest())) {
      for (ScriptStep scriptStep : script.steps()) {
        scriptStep.on(scriptRunner);
      }
      return scriptRunner.exchange();
    }
  }

  void send(String octets) throws IOException {
    sent.append(octets);
    probeConnection.send(octets);
  }

  void finish() throws IOException {
    probeConnection.finish();
  }

  void linger(Duration pause) throws IOException {
    probeConnection.linger(pause, () -> false);
  }

  /** As long as that, or until there are enough frames. */
  void lingerForFrames(Duration time, Predicate<List<Frame>> enough) throws IOException {
    probeConnection.linger(time, () -> enough.test(exchange().frames()));
  }

  void untilClosed() throws IOException {
    probeConnection.until(() -> false);
  }

  void untilAnswered() throws IOException {
    probeConnection.until(() -> exchange().answer().filter(ProbeResponse::complete).isPresent());
  }

  void untilFrames(Predicate<List<Frame>> enough) throws IOException {
    probeConnection.until(() -> enough.test(exchange().frames()));
  }

  Optional<ProbeResponse> answer() {
    return exchange().answer();
  }

  /** Leaves this connection and opens another; only what is said there is judged. */
  void reconnect() throws IOException {
    probeConnection.close();
    sent.setLength(0);
    probeConnection = ProbeConnection.open(server, time);
  }

  private Exchange exchange() {
    return new Exchange(
        probeRequest, sent.toString(), probeConnection.received(), probeConnection.ending());
  }

  @Override
  public void close() throws IOException {
    probeConnection.close();
  }
}
