package io.parley.probe;

import java.util.List;
import java.util.Optional;

/**
 * What went over one connection.
 *
 * @param request the handshake that is judged
 * @param sent every octet of ours
 * @param received every octet of theirs, up to a limit
 */
public record Exchange(Request request, String sent, String received, Ending ending) {
  /** The answer; empty if none came or it is not HTTP. */
  public Optional<Answer> answer() {
    boolean ended = ending == Ending.CLOSED || ending == Ending.RESET;
    return new AnswerReader(received, request.method().equals("HEAD"), ended).read();
  }

  /** The frames behind a 101. */
  public List<Frame> frames() {
    return answer().filter(Answer::upgrades).map(a -> Frame.read(a.rest())).orElse(List.of());
  }

  /** Whether the server ended the connection, be it rudely. */
  public boolean isEnded() {
    return ending == Ending.CLOSED || ending == Ending.RESET;
  }

  /** Why there is no answer. */
  String silence() {
    return (received.isEmpty() ? "no answer: " : "no HTTP answer, but octets: ") + ending;
  }
}
