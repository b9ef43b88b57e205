package io.parley.redisjudge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** Reads some rooms, and writes down what it is told. */
final class JudgeReader extends JudgeClient {
  private final Map<String, Transcript> transcripts = new LinkedHashMap<>();

  JudgeReader(String name, List<String> rooms, IntUnaryOperator ports, Random random) {
    super(rooms, ports, random);
    rooms.forEach(room -> transcripts.put(room, new Transcript(name + " of " + room)));
  }

  Map<String, Transcript> transcripts() {
    return transcripts;
  }

  private Transcript transcript(String room) {
    return transcripts.get(room);
  }

  @Override
  Optional<LogPosition> after(String room) {
    return Optional.of(transcript(room)).filter(Transcript::hasBegun).map(Transcript::last);
  }

  @Override
  void joined(String room, LogPosition head) {
    transcript(room).begin(head);
  }

  @Override
  void event(String room, Map<String, Object> event) {
    if (event.get("type").equals("message")) {
      transcript(room)
          .message(LogPosition.parse(event.get("position")), String.valueOf(event.get("text")));
    } else if (event.get("type").equals("gap")) {
      OptionalLong missed =
          event.get("missed") instanceof Long count ? OptionalLong.of(count) : OptionalLong.empty();
      transcript(room)
          .gap(LogPosition.parse(event.get("from")), LogPosition.parse(event.get("to")), missed);
    }
  }

  @Override
  void refused(JudgeSocket opened, Map<String, Object> event) {}

  @Override
  void left() {}
}
