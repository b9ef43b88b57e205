package io.parley.subprotocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays a two-sided conversation: {@code Ann > {…}} is sent by Ann's connection, {@code Ann < {…}}
 * is what comes next on it, {@code Ann cut} resets it, {@code Ann again} opens another. A name that
 * is new opens one by itself. What is made by chance (ids of members, secrets, epochs, nodes) may
 * differ, but always in the same way; times may differ freely; all else must be the same, in order.
 */
final class Script {
  /** Opens connections. */
  interface Stage {
    Actor enter(String name) throws Exception;
  }

  /** One connection. */
  interface Actor {
    void send(String json) throws Exception;

    /** What came next. */
    String next() throws Exception;

    /** Ends the connection without a goodbye. */
    void cut() throws Exception;
  }

  /** Says of a welcome how it came to be, at length: scripts leave it out. */
  private static final String LEFT_OUT = "handshake";

  private static final Pattern LINE = Pattern.compile("(\\w+) (<|>|cut|again)(?: (.*))?");
  private static final Pattern POSITION = Pattern.compile("([0-9a-z]{1,32}):(\\d+)");
  private static final Pattern CHANCE =
      Pattern.compile("[A-Za-z0-9_-]{8}|[A-Za-z0-9_-]{16}|[A-Za-z0-9_-]{22}");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  private static final Set<String> CHANCES = Set.of("id", "session", "resume", "node");
  private static final Set<String> POSITIONS = Set.of("position", "from", "to");

  private final Stage stage;
  private final Map<String, Actor> actors = new LinkedHashMap<>();

  /** What stands in the script, by what it is in truth. */
  private final Map<String, String> real = new HashMap<>();

  Script(Stage stage) {
    this.stage = stage;
  }

  /** Plays lines; those that begin with a space go on with the line before. */
  Script play(String text) throws Exception {
    for (String line : joined(text)) {
      Matcher matcher = LINE.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      play(matcher.group(1), matcher.group(2), matcher.group(3));
    }
    return this;
  }

  private static List<String> joined(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith(" ")) {
        lines.add(lines.remove(lines.size() - 1) + line.strip());
      } else if (!line.isBlank()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private void play(String name, String verb, String json) throws Exception {
    if (verb.equals("again") || !actors.containsKey(name)) {
      actors.put(name, stage.enter(name));
    }
    Actor actor = actors.get(name);
    switch (verb) {
      case ">" -> actor.send(realized(json));
      case "<" -> {
        String came = actor.next();
        Map<String, Object> object = Json.object(came);
        object.remove(LEFT_OUT);
        assertSame("", Json.object(json), object, name + " < " + json + "\n" + came);
      }
      case "cut" -> actor.cut();
      default -> {}
    }
  }

  /** Checks that nothing more came to anybody. */
  void end() throws Exception {
    for (Actor actor : actors.values()) {
      actor.send("{\"type\":\"end\"}");
      assertThat(actor.next()).contains("\"code\":\"unknown-type\"");
    }
  }

  private String realized(String json) {
    String sent = json;
    for (Map.Entry<String, String> entry : real.entrySet()) {
      sent = sent.replaceAll("\"" + entry.getKey() + "(?=[\":])", "\"" + entry.getValue());
    }
    return sent;
  }

  private void assertSame(String key, Object expected, Object actual, String about) {
    if (expected instanceof Map<?, ?> map && actual instanceof Map<?, ?> came) {
      assertThat(new ArrayList<Object>(came.keySet()))
          .as(about)
          .isEqualTo(new ArrayList<Object>(map.keySet()));
      map.forEach((name, value) -> assertSame((String) name, value, came.get(name), about));
    } else if (expected instanceof List<?> list && actual instanceof List<?> came) {
      assertThat(came).as(about).hasSameSizeAs(list);
      for (int i = 0; i < list.size(); i++) {
        assertSame(key, list.get(i), came.get(i), about);
      }
    } else if (expected instanceof String text && actual instanceof String came) {
      assertSame(key, text, came, about);
    } else {
      assertThat(actual).as(about).isEqualTo(expected);
    }
  }

  private void assertSame(String key, String expected, String actual, String about) {
    Matcher position = POSITION.matcher(expected);
    if (POSITIONS.contains(key) && position.matches()) {
      Matcher came = POSITION.matcher(actual);
      assertThat(came.matches()).as(about).isTrue();
      bind(position.group(1), came.group(1), about);
      assertThat(came.group(2)).as(about).isEqualTo(position.group(2));
    } else if (CHANCES.contains(key) && CHANCE.matcher(expected).matches()) {
      assertThat(actual).as(about).matches(CHANCE).hasSameSizeAs(expected);
      bind(expected, actual, about);
    } else if (key.equals("at")) {
      assertThat(actual).as(about).matches(TIME);
    } else {
      assertThat(actual).as(about).isEqualTo(expected);
    }
  }

  private void bind(String expected, String actual, String about) {
    String bound = real.putIfAbsent(expected, actual);
    if (bound == null) {
      assertThat(real.values().stream().filter(actual::equals)).as(about).hasSize(1);
    } else {
      assertThat(actual).as(about).isEqualTo(bound);
    }
  }
}
