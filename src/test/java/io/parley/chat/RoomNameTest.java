package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"lobby", "a", "...", ".a", "A-b_c~d.9", "茶館", "नमस्ते", "٣", "𝒳", "-"})
  void lettersMarksDigitsAndFourSignsMakeAName(String text) {
    assertThat(RoomName.parse(text)).map(RoomName::value).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        " ",
        "a b",
        "a/b",
        "a%20b",
        "a\u0000",
        "a\n",
        "<b>",
        "😀",
        "a\u200b",
        "\ud800",
        "a\u202eb",
        "½",
        "a+b",
        "\u3164",
        "\u115f\u1160",
        "\uffa0",
        "a\u034f",
        "tea\ufe0f",
        "tea\udb40\udd00",
        "\u17b4"
      })
  void nothingElseDoes(String text) {
    assertThat(RoomName.parse(text)).isEmpty();
  }

  @Test
  void aNameHasAtMost64CodePoints() {
    assertThat(RoomName.parse("𝒳".repeat(64))).isPresent();
    assertThat(RoomName.parse("𝒳".repeat(65))).isEmpty();
  }

  @Test
  void aNameIsNormalisedBeforeItIsMeasured() {
    assertThat(RoomName.parse("e\u0301".repeat(64))).map(RoomName::value).contains("é".repeat(64));
  }

  @Test
  void aNameThatIsNotNormalisedCannotBeMade() {
    assertThatThrownBy(() -> new RoomName("e\u0301"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a room's name");
  }
}
