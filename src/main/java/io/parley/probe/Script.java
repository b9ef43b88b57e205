package io.parley.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the prober does on a connection, step by step.
 *
 * @param probeRequest the handshake that is judged
 */
public record Script(ProbeRequest probeRequest, List<ScriptStep> steps) {
  public Script {
    steps = List.copyOf(steps);
  }

  /** Returns a script without steps. */
  public static Script about(ProbeRequest probeRequest) {
    return new Script(probeRequest, List.of());
  }

  /** Returns a script that sends the request and waits for its response. */
  public static Script of(ProbeRequest probeRequest) {
    return about(probeRequest).send(probeRequest.octets()).answered();
  }

  public Script send(String octets) {
    return then(new ScriptStep.Send(octets));
  }

  /** Sends frames if the handshake was accepted. */
  public Script frames(Frame... frames) {
    String octets = String.join("", Arrays.stream(frames).map(Frame::octets).toList());
    return then(new ScriptStep.SendUpgraded(octets));
  }

  public Script answered() {
    return then(new ScriptStep.Answered());
  }

  public Script pause(Duration time) {
    return then(new ScriptStep.Pause(time));
  }

  /** Waits for that many pongs, if the handshake was accepted. */
  public Script ponged(int pongs) {
    return ponged(pongs, 0);
  }

  /** Waits for that many pongs, and a little longer for that many messages. */
  public Script ponged(int pongs, int messages) {
    return then(new ScriptStep.Ponged(pongs, messages));
  }

  /** Waits for the server to end the connection. */
  public Script closed() {
    return then(new ScriptStep.Closed());
  }

  /** Waits for the server to end the connection, if its response announces that. */
  public Script closedAsSaid() {
    return then(new ScriptStep.ClosedAsSaid());
  }

  /** Shuts down our sending side of the connection. */
  public Script finish() {
    return then(new ScriptStep.Finish());
  }

  /** Closes the connection and opens a new one; only the new one is judged. */
  public Script anew() {
    return then(new ScriptStep.Reconnect());
  }

  Duration pauses() {
    return steps.stream().map(ScriptStep::pause).reduce(Duration.ZERO, Duration::plus);
  }

  private Script then(ScriptStep scriptStep) {
    List<ScriptStep> all = new ArrayList<>(steps);
    all.add(scriptStep);
    return new Script(probeRequest, all);
  }
}
