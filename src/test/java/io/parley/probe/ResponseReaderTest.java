package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseReaderTest {
  @Test
  void readsStatusFieldsAndBody() {
    ProbeResponse probeResponse =
        read("HTTP/1.1 400 Bad\r\nA:1\r\na: \t2 \r\nContent-Length: 3\r\n\r\nxyzrest");
    assertThat(probeResponse.status()).isEqualTo(400);
    assertThat(probeResponse.values("A")).containsExactly("1", "2");
    assertThat(probeResponse.body()).isEqualTo("xyz");
    assertThat(probeResponse.rest()).isEqualTo("rest");
    assertThat(probeResponse.complete()).isTrue();
    assertThat(probeResponse.flaws()).isEmpty();
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
    ProbeResponse probeResponse = read(head + "3;a=b\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    assertThat(probeResponse.body()).isEqualTo("abcde");
    assertThat(probeResponse.complete()).isTrue();
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
    ProbeResponse probeResponse = read("HTTP/1.1 101 Switching\r\nContent-Length: 2\r\n\r\nabcd");
    assertThat(probeResponse.rest()).isEqualTo("abcd");
    assertThat(probeResponse.framing()).isEqualTo(ProbeResponse.Framing.NONE);
  }

  @Test
  void takesWhatFollowsTheHeadOfAnAnswerToHeadForTooMuch() {
    String octets = "HTTP/1.1 404 \r\nContent-Length: 2\r\n\r\nab";
    assertThat(new ResponseReader(octets, true, false).read().orElseThrow().rest()).isEqualTo("ab");
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
    assertThat(new ResponseReader(octets, false, true).read()).isEqualTo(Optional.empty());
  }

  private static ProbeResponse read(String octets) {
    return new ResponseReader(octets, false, false).read().orElseThrow();
  }

  private static ProbeResponse ended(String octets) {
    return new ResponseReader(octets, false, true).read().orElseThrow();
  }
}
