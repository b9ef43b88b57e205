package io.parley.probe.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How a command becomes words. */
final class CommandWordsTest {
  @Test
  void splitsAtSpacesOutsideQuotes() {
    assertThat(CommandWords.of(" node  client.js {url} "))
        .containsExactly("node", "client.js", "{url}");
    assertThat(CommandWords.of("'my client' \"a b\"c --x='d e'"))
        .containsExactly("my client", "a bc", "--x=d e");
    assertThat(CommandWords.of("a '' b")).containsExactly("a", "", "b");
    assertThat(CommandWords.of("C:\\bin\\x.exe")).containsExactly("C:\\bin\\x.exe");
  }

  @Test
  void namesTheCaseAndTheClient() {
    assertThat(CaseTarget.parse("/case/12?agent=my%20client"))
        .isEqualTo(new CaseTarget("/case/12", "my client"));
    assertThat(CaseTarget.parse("http://h:1/case/3?x=1&agent=a#top").number()).hasValue(3);
    assertThat(CaseTarget.parse("/case/0").number()).isEmpty();
    assertThat(CaseTarget.parse("/count?agent=%zz")).isEqualTo(new CaseTarget("/count", "%zz"));
    assertThat(CaseTarget.parse("/report?agent=%1b[2J").agent()).isEqualTo("\\x1b[2J");
    assertThat(CaseTarget.parse("").agent()).isEqualTo(CaseTarget.UNNAMED);
  }
}
