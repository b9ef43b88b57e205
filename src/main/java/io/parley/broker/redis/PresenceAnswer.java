package io.parley.broker.redis;

import io.parley.chat.MemberInfo;
import io.parley.chat.Presence.Attendance;
import io.parley.chat.Presence.Change;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the answers of the scripts. What Redis has wrong is an {@link IllegalStateException}. */
final class PresenceAnswer {
  private PresenceAnswer() {}

  static List<List<Object>> lists(List<Object> answers) {
    List<List<Object>> lists = new ArrayList<>();
    for (Object answer : answers) {
      lists.add(answer instanceof List<?> list ? new ArrayList<>(list) : List.of());
    }
    return lists;
  }

  static List<String> texts(List<Object> answer) {
    return answer.stream().map(PresenceAnswer::text).toList();
  }

  static String text(Object answer) {
    return answer instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(answer);
  }

  static long number(Object answer) {
    try {
      return Long.parseLong(text(answer));
    } catch (NumberFormatException e) {
      throw new IllegalStateException("not a number", e);
    }
  }

  static Attendance attendance(List<Object> answer) {
    List<MemberInfo> members = new ArrayList<>();
    for (int i = 2; i + 2 < answer.size(); i += 3) {
      boolean proven = text(answer.get(i + 2)).equals("1");
      members.add(new MemberInfo(text(answer.get(i)), text(answer.get(i + 1)), proven));
    }
    return new Attendance(members, (int) number(answer.get(1)), number(answer.get(0)));
  }

  /** What the stream has; a change that cannot be read is left out. */
  static PresenceFeed.Page page(List<Object> answer) {
    List<Change> changes = new ArrayList<>();
    IntStream.iterate(1, i -> i + 2 < answer.size(), i -> i + 3)
        .forEach(
            i ->
                PresenceHint.parseChange(number(answer.get(i)), (byte[]) answer.get(i + 2))
                    .ifPresent(changes::add));
    long previous = answer.size() > 2 ? number(answer.get(2)) : 0;
    return new PresenceFeed.Page(number(answer.get(0)), previous, changes);
  }
}
