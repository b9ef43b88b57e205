package io.parley.probe;

import io.parley.probe.transport.ProbeConnection;
import io.parley.probe.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Runs a script: holds the current connection and what was sent on it. */
public final class ScriptRunner implements AutoCloseable {
  private final Transport transport;
  private final Duration time;
  private final Script script;
  private final StringBuilder sent = new StringBuilder();
  private ProbeConnection probeConnection;

  private ScriptRunner(Transport transport, Duration time, Script script) throws IOException {
    this.transport = transport.offering(List.of(script.wireProtocol().alpn()));
    this.time = time;
    this.script = script;
    probeConnection = ProbeConnection.open(this.transport, time);
  }

  /** Runs until the script ends, the server closes, or the time is up. */
  public static Exchange play(Script script, Transport transport, Duration timeout)
      throws IOException {
    Duration time = timeout.plus(script.pauses());
    try (ScriptRunner scriptRunner = new ScriptRunner(transport, time, script)) {
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

  /** Waits for that time, or until there are enough frames. */
  void lingerForFrames(Duration time, Predicate<List<Frame>> enough) throws IOException {
    probeConnection.linger(time, () -> enough.test(exchange().frames()));
  }

  void until(Predicate<String> enough) throws IOException {
    probeConnection.until(() -> enough.test(probeConnection.received()));
  }

  String received() {
    return probeConnection.received();
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

  /** Closes this connection and opens another; only the new one is judged. */
  void reconnect() throws IOException {
    probeConnection.close();
    sent.setLength(0);
    probeConnection = ProbeConnection.open(this.transport, time);
  }

  private Exchange exchange() {
    return new Exchange(
        script.wireProtocol(),
        script.probeRequest(),
        sent.toString(),
        probeConnection.received(),
        probeConnection.ending(),
        probeConnection.failure());
  }

  @Override
  public void close() throws IOException {
    probeConnection.close();
  }
}
