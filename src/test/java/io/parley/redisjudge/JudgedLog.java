package io.parley.redisjudge;

import io.parley.tool.RedisServer;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the log of a room as Redis has it. It knows of an entry only its id and the said text. */
final class JudgedLog {
  private static final Pattern TOKEN = Pattern.compile("w[0-9]+-[0-9]+(?![0-9-])");

  private JudgedLog() {}

  /** The text of each message by its offset. */
  static SortedMap<Long, String> read(RedisServer primary, String prefix, String room)
      throws IOException {
    SortedMap<Long, String> log = new TreeMap<>();
    String key = prefix + ":{" + room + "}:s";
    Object answer = primary.call("XRANGE", key, "-", "+");
    for (Object entry : (List<?>) answer) {
      List<?> pair = (List<?>) entry;
      long offset = Long.parseLong(String.valueOf(pair.get(0)).replaceFirst("-.*", ""));
      log.put(offset, token(String.valueOf(((List<?>) pair.get(1)))));
    }
    return log;
  }

  /** The last token of an entry: the id is before the text. */
  private static String token(String entry) {
    String found = "";
    Matcher matcher = TOKEN.matcher(entry);
    while (matcher.find()) {
      found = matcher.group();
    }
    return found;
  }
}
