package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerReaderTest {
  @Test
  void readsStatusFieldsAndBody() {
    Answer answer = read("HTTP/1.1 400 Bad\r\nA:1\r\na: \t2 \r\nContent-Length: 3\r\n\r\nxyzrest");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.values("A")).containsExactly("1", "2");
    assertThat(answer.body()).isEqualTo("xyz");
    assertThat(answer.rest()).isEqualTo("rest");
    assertThat(answer.complete()).isTrue();
    assertThat(answer.flaws()).isEmpty();
  }

  @Test
  void waitsForTheWholeBody() {
    assertThat(read("HTTP/1.1 400 \r\nContent-Length: 4\r\n\r\nxyz").complete()).isFalse();
    assertThat(read("HTTP/1.1 400 \r\n\r\nxyz").complete()).isFalse();
    assertThat(ended("HTTP/1.1 400 \r\n\r\nxyz").complete()).isTrue();
  }

  @Test
  void putsChunksTogether() {
    String head = "HTTP/1.1 404 \r\nTransfer-Encoding: chunked\r\n\r\n";
    Answer answer = read(head + "3;a=b\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    assertThat(answer.body()).isEqualTo("abcde");
    assertThat(answer.complete()).isTrue();
    assertThat(read(head + "3\r\nabc\r\n").complete()).isFalse();
    assertThat(read(head + "zz\r\nabc\r\n").flaws()).containsExactly("a malformed chunk");
    assertThat(read(head + "ffffffffff\r\nabc\r\n").complete()).isFalse();
  }

  @Test
  void skipsInterimAnswers() {
    assertThat(read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 403 No\r\n\r\n").status())
        .isEqualTo(403);
  }

  @Test
  void takesWhatFollowsA101ForFrames() {
    Answer answer = read("HTTP/1.1 101 Switching\r\nContent-Length: 2\r\n\r\nabcd");
    assertThat(answer.rest()).isEqualTo("abcd");
    assertThat(answer.framing()).isEqualTo(Answer.Framing.NONE);
  }

  @Test
  void takesWhatFollowsTheHeadOfAnAnswerToHeadForTooMuch() {
    String octets = "HTTP/1.1 404 \r\nContent-Length: 2\r\n\r\nab";
    assertThat(new AnswerReader(octets, true, false).read().orElseThrow().rest()).isEqualTo("ab");
  }

  @Test
  void keepsMalformedFieldsAsFlaws() {
    assertThat(read("HTTP/1.1 400 \r\nA : 1\r\nno colon\r\n\r\n").flaws())
        .containsExactly("a malformed field line: A : 1", "a malformed field line: no colon");
    assertThat(read("HTTP/1.1 400 \r\nContent-Length: 1, 2\r\n\r\n").flaws()).hasSize(1);
  }

  @Test
  @Timeout(10)
  void readsAHostileLineInNoMoreThanItsLength() {
    String line = "X: " + " ".repeat(200_000) + "\u0000";
    assertThat(read("HTTP/1.1 400 \r\n" + line + "\r\n\r\n").flaws()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 400",
        "HTTP/1.1 400 \r\nA: b\r\n",
        "HTTP/2 400 \r\n\r\n",
        "http/1.1 400 \r\n\r\n",
        "HTTP/1.1 4000 \r\n\r\n",
        "HTTP/1.1  400 \r\n\r\n",
        "HTTP/1.1 600 \r\n\r\n",
        "HTTP/1.1 400 \n\n",
        "\u0016\u0003\u0001\r\n\r\n"
      })
  void takesNothingElseForAnAnswer(String octets) {
    assertThat(new AnswerReader(octets, false, true).read()).isEqualTo(Optional.empty());
  }

  private static Answer read(String octets) {
    return new AnswerReader(octets, false, false).read().orElseThrow();
  }

  private static Answer ended(String octets) {
    return new AnswerReader(octets, false, true).read().orElseThrow();
  }
}
