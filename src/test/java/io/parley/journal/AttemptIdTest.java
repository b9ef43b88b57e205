package io.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptIdTest {
  private static final String NAME = "q5yJ0mXbT2W8sKfL3nVh_-";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/chat?attempt=" + NAME,
        "/chat?room=tea&attempt=" + NAME + "&x=y",
        "/chat?attempt=" + NAME + "&attempt=AAAAAAAAAAAAAAAAAAAAAA",
        "http://localhost/chat?attempt=" + NAME
      })
  void isTheFirstThatTheQueryNames(String target) {
    assertThat(AttemptId.of(target)).contains(NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/chat",
        "/chat?attempt=",
        "/chat?attempt",
        "/chat/attempt=" + NAME,
        "/chat?Attempt=" + NAME,
        "/chat?attempt=AAAAAAAAAAAAAAAAAAAAA",
        "/chat?attempt=" + NAME + "%41",
        "/chat?attempt=" + NAME + NAME + NAME,
        "/chat?attempt=short&attempt=" + NAME
      })
  void isNoneWhereTheQueryNamesNoGoodOne(String target) {
    assertThat(AttemptId.of(target)).isEmpty();
  }
}
