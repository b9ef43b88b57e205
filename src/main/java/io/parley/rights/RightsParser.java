package io.parley.rights;

import io.parley.chat.RoomPattern;
import io.parley.chat.RoomRight;
import io.parley.chat.RoomRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Parses one rule of a file of rights. Each failure names the place, such as /rules/2/may/0. */
final class RightsParser {
  /** Elements of a list in a rule at most. */
  static final int MAX_ELEMENTS = 1_000;

  private static final Set<String> FIELDS = Set.of("match", "may", "users", "roles");
  private static final String RIGHTS = "join, publish, history, who";

  private final JsonParser parser;

  RightsParser(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Parses the rule whose object has just begun.
   *
   * @throws BadRightsException where it is no rule
   */
  RoomRule rule() throws BadRightsException {
    require(JsonToken.START_OBJECT, "a rule, an object with match and may, is expected");
    Map<String, List<String>> lists = new HashMap<>();
    List<RoomPattern> rooms = List.of();
    List<RoomRight> may = List.of();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      if (!FIELDS.contains(name)) {
        throw bad("only match, may, users and roles are expected");
      }
      switch (name) {
        case "match" -> rooms = list(RoomPattern::parse, "a room's name is expected, or a pattern");
        case "may" -> may = list(RoomRight::of, "one of " + RIGHTS + " is expected");
        default -> lists.put(name, list(RightsParser::name, "a name is expected"));
      }
    }
    if (rooms.isEmpty() || may.isEmpty()) {
      throw bad("a rule with match and may is expected");
    }
    return new RoomRule(
        rooms,
        new HashSet<>(may),
        new LinkedHashSet<>(lists.getOrDefault("users", List.of())),
        new LinkedHashSet<>(lists.getOrDefault("roles", List.of())),
        lists.isEmpty());
  }

  private static Optional<String> name(String text) {
    return Optional.of(text).filter(name -> !name.isBlank());
  }

  /** Parses a list of texts, or one text in its place. */
  private <T> List<T> list(Function<String, Optional<T>> meaning, String expected)
      throws BadRightsException {
    List<T> all = new ArrayList<>();
    if (parser.nextToken() == JsonToken.VALUE_STRING) {
      all.add(element(meaning, expected));
      return all;
    }
    require(JsonToken.START_ARRAY, "a list or one text is expected");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      all.add(element(meaning, expected));
      if (all.size() > MAX_ELEMENTS) {
        throw bad("at most " + MAX_ELEMENTS + " elements are expected");
      }
    }
    if (all.isEmpty()) {
      throw bad("at least one element is expected");
    }
    return all;
  }

  private <T> T element(Function<String, Optional<T>> meaning, String expected)
      throws BadRightsException {
    require(JsonToken.VALUE_STRING, expected);
    return meaning.apply(parser.getString()).orElseThrow(() -> bad(expected));
  }

  /**
   * Requires a token to be the current one.
   *
   * @throws BadRightsException where it is not
   */
  void require(JsonToken token, String expected) throws BadRightsException {
    if (parser.currentToken() != token) {
      throw bad(expected);
    }
  }

  /** Describes what is wrong at the current place. */
  BadRightsException bad(String expected) {
    String place = parser.streamReadContext().pathAsPointer().toString();
    return new BadRightsException((place.isEmpty() ? "" : "at " + place + " ") + expected);
  }
}
