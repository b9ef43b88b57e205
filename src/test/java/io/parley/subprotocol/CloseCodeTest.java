package io.parley.subprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.subprotocol.CloseCode.User;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloseCodeTest {
  /** RFC 6455 7.4.1 for 1000 to 1011, the IANA registry for 1012 and 1013. */
  @ParameterizedTest
  @CsvSource({
    "DONE, 1000, false", "GOING_AWAY, 1001, true", "PROTOCOL_ERROR, 1002, false",
    "UNSUPPORTED_DATA, 1003, false", "INVALID_PAYLOAD, 1007, false", "POLICY, 1008, false",
    "TOO_BIG, 1009, false", "FAULT, 1011, true", "RESTART, 1012, true",
    "TRY_AGAIN_LATER, 1013, true"
  })
  void eachHasItsNumberAndSaysWhetherToComeBack(CloseCode code, int number, boolean mayReturn) {
    assertThat(code.code()).isEqualTo(number);
    assertThat(code.mayReturn()).isEqualTo(mayReturn);
  }

  @Test
  void aConversationLeavesToTheSessionWhatIsTheSessions() {
    assertThat(CloseCode.values())
        .filteredOn(code -> !code.permits(User.CONVERSATION))
        .containsExactly(CloseCode.GOING_AWAY, CloseCode.TOO_BIG, CloseCode.RESTART);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "茶", "𝒳", "ab茶"})
  void aReasonIsCutBetweenCodePoints(String unit) {
    String reason = unit.repeat(200);
    String cut = CloseCode.cut(reason);
    assertThat(reason).startsWith(cut);
    assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(120, 123);
    assertThat(cut).doesNotContain("\ufffd");
  }

  @Test
  void aReasonThatFitsIsKept() {
    assertThat(CloseCode.cut("é".repeat(61) + "x")).isEqualTo("é".repeat(61) + "x");
    assertThat(CloseCode.cut("")).isEmpty();
  }
}
