package io.parley.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What we do on a connection, step by step.
 *
 * @param request the handshake that is judged
 */
public record Script(Request request, List<Step> steps) {
  public Script {
    steps = List.copyOf(steps);
  }

  /** Does nothing yet. */
  public static Script about(Request request) {
    return new Script(request, List.of());
  }

  /** Sends the request and waits for its answer. */
  public static Script of(Request request) {
    return about(request).send(request.octets()).answered();
  }

  public Script send(String octets) {
    return then(new Step.Send(octets));
  }

  /** Sends frames if the handshake was accepted. */
  public Script frames(Frame... frames) {
    String octets = String.join("", Arrays.stream(frames).map(Frame::octets).toList());
    return then(new Step.SendUpgraded(octets));
  }

  public Script answered() {
    return then(new Step.Answered());
  }

  public Script pause(Duration time) {
    return then(new Step.Pause(time));
  }

  /** Waits for that many pongs, if the handshake was accepted. */
  public Script ponged(int pongs) {
    return ponged(pongs, 0);
  }

  /** Waits for that many pongs, and a little for that many messages. */
  public Script ponged(int pongs, int messages) {
    return then(new Step.Ponged(pongs, messages));
  }

  /** Waits for the server to end the connection. */
  public Script closed() {
    return then(new Step.Closed());
  }

  /** Waits for the server to end the connection, if its answer says that it will. */
  public Script closedAsSaid() {
    return then(new Step.ClosedAsSaid());
  }

  /** Ends our half of the connection. */
  public Script finish() {
    return then(new Step.Finish());
  }

  /** Leaves the connection; what follows is said, and judged, on a new one. */
  public Script anew() {
    return then(new Step.Reconnect());
  }

  Duration pauses() {
    return steps.stream().map(Step::pause).reduce(Duration.ZERO, Duration::plus);
  }

  private Script then(Step step) {
    List<Step> all = new ArrayList<>(steps);
    all.add(step);
    return new Script(request, all);
  }
}
