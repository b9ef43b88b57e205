package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ann",
        "Ann Lee",
        "Ärger",
        "你好",
        "می‌خواهم",
        "👩‍👩‍👧",
        "a",
        "O'Brien <b>",
        "\ud83d\ude00"
      })
  void whatPeopleCallThemselvesIsAName(String text) {
    assertThat(MemberName.parse(text).orElseThrow().value()).isEqualTo(text);
  }

  @Test
  void spacesAroundItGoAndItIsNormalised() {
    assertThat(MemberName.parse("  Cafe\u0301\u2003").orElseThrow().value()).isEqualTo("Café");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u2003 "})
  void nothingIsNoName(String text) {
    assertThat(MemberName.parse(text)).contains(MemberName.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\u0000b",
        "a\u001b[31m",
        "a\u202eb",
        "a\u2066b",
        "a\u200bb",
        "\ufeffa",
        "a\u2028b",
        "a\u00adb",
        "\ue000",
        "\ud800",
        "a\udc00b",
        "\u200d",
        "\u200d \u200c",
      })
  void whatHidesOrTurnsIsNone(String text) {
    assertThat(MemberName.parse(text)).isEmpty();
  }

  @Test
  void itHasSixtyFourCodePointsAtMost() {
    String most = "\ud83d\ude00".repeat(64);
    assertThat(MemberName.parse(most)).isPresent();
    assertThat(MemberName.parse(most + "a")).isEmpty();
  }

  @Test
  void ofAnAccountAsMuchStandsAsCan() {
    assertThat(MemberName.ofAccount("ann\u202e@example.org\n").value())
        .isEqualTo("ann@example.org");
    assertThat(MemberName.ofAccount("x".repeat(100)).value()).isEqualTo("x".repeat(64));
    assertThat(MemberName.ofAccount("\u0000")).isEqualTo(MemberName.NONE);
    assertThat(MemberName.ofAccount("\u200d")).isEqualTo(MemberName.NONE);
  }

  @Test
  void nobodyMakesOneThatIsNone() {
    assertThatThrownBy(() -> new MemberName(" a")).hasMessage("not a member's name");
  }
}
