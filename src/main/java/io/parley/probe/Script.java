package io.parley.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the prober does on a connection, step by step.
 *
 * @param probeRequest the handshake that is judged
 */
public record Script(WireProtocol wireProtocol, ProbeRequest probeRequest, List<ScriptStep> steps) {
  public Script {
    steps = List.copyOf(steps);
  }

  /** Returns a script without steps. */
  public static Script about(ProbeRequest probeRequest) {
    return new Script(WireProtocol.HTTP_1_1, probeRequest, List.of());
  }

  /** Returns a script without steps over a protocol that has other requests. */
  public static Script over(WireProtocol wireProtocol) {
    return new Script(wireProtocol, ProbeRequest.NONE, List.of());
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

  /**
   * Waits until the server has sent enough.
   *
   * @param what completes "wait for ..."
   * @param enough is given everything that was received
   */
  public Script until(String what, Predicate<String> enough) {
    return then(new ScriptStep.Until(what, enough));
  }

  /** Sends octets if what was received until then is so. */
  public Script sendIf(Predicate<String> condition, String octets) {
    return then(new ScriptStep.SendIf(condition, octets));
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
    return new Script(wireProtocol, probeRequest, all);
  }
}
