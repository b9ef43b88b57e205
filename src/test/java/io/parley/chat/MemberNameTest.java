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
        "\ud83d\ude00",
        "❤️",
        "❤️‍🔥",
        "👩🏽‍🚀",
        "🏳️‍🌈",
        "1️⃣",
        "ℹ️",
        "🏴\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f",
        "क्‍ष",
        "葛\udb40\udd00",
        "ᠠ\u180b",
        "한글",
      })
  void whatPeopleCallThemselvesIsAName(String text) {
    assertThat(MemberName.parse(text).orElseThrow().value()).isEqualTo(text);
  }

  @Test
  void spacesAroundItGoAndItIsNormalised() {
    assertThat(MemberName.parse("  Cafe\u0301\u2003").orElseThrow().value()).isEqualTo("Café");
    assertThat(MemberName.parse("\u00a0Ann\u00a0B\u202f").orElseThrow().value())
        .isEqualTo("Ann\u00a0B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u2003 ", "\u00a0", "\u2007", "\u202f \u00a0", "\u3000"})
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
        "\u3164",
        "\u115f",
        "\u1160",
        "\uffa0",
        "\u2800",
        "\u034f",
        "\u17b4",
        "\u180e",
        "\u2060",
        "\ufe0f",
        "\ufe00\ufe01",
        "\udb40\udd00",
        "\udb40\udc41",
        "\u2800 \u3164",
        "Ann\u3164",
        "\u2800Ann",
        "A\u034fnn",
        "A\u200dnn",
        "A\u200cnn",
        "Ann\u200d",
        "Ann\ufe0f",
        "Ann\udb40\udc41\udb40\udc7f",
        "❤\u200d",
        "\u200d❤",
        "م\u200c",
        "❤\ufe0f\ufe0f",
        "🏴\udb40\udc67",
        "\ud834\udd59",
        "Ann\ufdd0",
        "\uffff",
        "\ud83f\udfff",
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
