package io.parley.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.chat.RoomPattern;
import io.parley.chat.RoomRight;
import io.parley.chat.RoomRule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightsFileTest {
  private static List<RoomRule> parse(String json) throws BadRightsException {
    return RightsFile.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileHasRulesInItsOrder() throws Exception {
    List<RoomRule> rules =
        parse(
            """
            {'rules': [
              {'match': 'lobby', 'may': ['join', 'who']},
              {'may': 'publish', 'match': ['team-*', 'x'], 'roles': ['staff'], 'users': ['ann']}
            ]}
            """);
    assertThat(rules)
        .containsExactly(
            new RoomRule(
                List.of(new RoomPattern("lobby")),
                Set.of(RoomRight.JOIN, RoomRight.SEE_MEMBERS),
                Set.of(),
                Set.of(),
                true),
            new RoomRule(
                List.of(new RoomPattern("team-*"), new RoomPattern("x")),
                Set.of(RoomRight.PUBLISH),
                Set.of("ann"),
                Set.of("staff"),
                false));
    assertThat(parse("{'rules':[]}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                     | an object with the list rules is expected
          []                                                     | an object with the list rules is expected
          {}                                                     | the list rules is missing
          {'rules':{}}                                           | at /rules a list of rules is expected
          {'rule':[]}                                            | at /rule only rules is expected
          {'rules':[1]}                                          | at /rules/0 a rule, an object with match and may, is expected
          {'rules':[{}]}                                         | at /rules/0 a rule with match and may is expected
          {'rules':[{'match':'a'}]}                              | at /rules/0 a rule with match and may is expected
          {'rules':[{'match':'a','may':'join'},{'match':'a','may':['join','write']}]} | at /rules/1/may/1 one of join, publish, history, who is expected
          {'rules':[{'match':'a b','may':'join'}]}               | at /rules/0/match a room's name is expected, or a pattern
          {'rules':[{'match':[],'may':'join'}]}                  | at /rules/0/match at least one element is expected
          {'rules':[{'match':7,'may':'join'}]}                   | at /rules/0/match a list or one text is expected
          {'rules':[{'match':['a',null],'may':'join'}]}          | at /rules/0/match/1 a room's name is expected, or a pattern
          {'rules':[{'match':'a','may':'join','users':[' ']}]}   | at /rules/0/users/0 a name is expected
          {'rules':[{'match':'a','may':'join','user':['x']}]}    | at /rules/0/user only match, may, users and roles are expected
          {'rules':[]} 7                                         | only one object is expected
          {'rules':[                                             | line 1, column 11: not JSON, or a name that stands twice
          {'rules':[],'rules':[]}                                | line 1, column 20: not JSON, or a name that stands twice
          """)
  void aBadFileIsRefusedByOneLineThatNamesThePlace(String json, String message) {
    assertThatThrownBy(() -> parse(json.replace("room's", "room's")))
        .isInstanceOf(BadRightsException.class)
        .hasMessage(message);
  }

  @Test
  void aFileIsBounded(@TempDir Path folder) throws Exception {
    String rule = "{'match':'a','may':'join'}";
    String many = (rule + ",").repeat(RightsFile.MAX_RULES) + rule;
    assertThatThrownBy(() -> parse("{'rules':[" + many + "]}"))
        .hasMessage("at /rules/1000 at most 1000 rules are expected");
    String users = "'u',".repeat(RightsParser.MAX_ELEMENTS) + "'u'";
    assertThatThrownBy(
            () -> parse("{'rules':[{'match':'a','may':'join','users':[" + users + "]}]}"))
        .hasMessage("at /rules/0/users/1000 at most 1000 elements are expected");
    assertThatThrownBy(() -> parse("[".repeat(10_000))).isInstanceOf(BadRightsException.class);
    assertThatThrownBy(() -> parse("{'rules':" + "[".repeat(10_000)))
        .isInstanceOf(BadRightsException.class);
    Path file = Files.write(folder.resolve("big.json"), new byte[RightsFile.MAX_BYTES + 1]);
    assertThatThrownBy(() -> RightsFile.read(file.toString()))
        .hasMessage("it has more than 1048576 bytes");
    assertThatThrownBy(() -> RightsFile.read(folder.resolve("none").toString()))
        .hasMessage("it cannot be read");
    assertThatThrownBy(() -> RightsFile.read("\u0000")).hasMessage("it cannot be read");
  }
}
