package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each order becomes exactly one request head. */
class LabRequestTest {
  private static final List<String> FIELDS = List.of("Host: localhost", "Upgrade: websocket");

  private static boolean isSent(LabRequest order) {
    return order.objection(path -> path.equals("/echo")).isEmpty();
  }

  private static LabRequest with(String... fields) {
    return new LabRequest("GET", "/echo", "HTTP/1.1", List.of(fields), false);
  }

  @Test
  void sendsExactlyTheseBytes() {
    LabRequest order =
        new LabRequest("get", "/echo?a=b", "HTTP/9.9", List.of("A:b", "  folded", "x:é"), false);
    assertThat(isSent(order)).isTrue();
    assertThat(order.bytes("/ctx"))
        .isEqualTo(
            "get /ctx/echo?a=b HTTP/9.9\r\nA:b\r\n  folded\r\nx:é\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "G T",
        "GET /metrics HTTP/1.1\r\n\r\nGET",
        "GET\n",
        "GET\r",
        "G\tT",
        "GÉT",
        "GET\u0000",
        "123456789012345678901234567890123"
      })
  void takesOneVisibleWordForAMethodOrAVersion(String word) {
    assertThat(isSent(new LabRequest(word, "/echo", "HTTP/1.1", FIELDS, false))).isFalse();
    assertThat(isSent(new LabRequest("GET", "/echo", word, FIELDS, false))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "echo",
        "*",
        "/metrics",
        "http://localhost/echo",
        "http://example.com/",
        "//example.com/echo",
        "/echo HTTP/1.1\r\nHost: x\r\n\r\nGET /metrics",
        "/echo /metrics",
        "/echo\t",
        "/echo#x",
        "/echo?a b",
        "/echo?a\r\nb",
        "/echo?é",
        "/echo\u0000"
      })
  void takesThePathOfAnEndpointAndNoOther(String path) {
    assertThat(isSent(new LabRequest("GET", path, "HTTP/1.1", FIELDS, false))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\t \t",
        "A: b\r\nC: d",
        "A: b\n",
        "\nA: b",
        "A: b\rC: d",
        "\u0000",
        "A: \u0100"
      })
  void takesNoLineThatCouldEndTheHead(String line) {
    assertThat(isSent(with("A: b", line))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no colon", ": empty", "A : b", " folded", "A: \u0000\u007f\u00ff", "A:"})
  void takesAnyOtherLine(String line) {
    assertThat(isSent(with("A: b", line))).isTrue();
  }

  @Test
  void takesSoManyLinesAndNoMore() {
    assertThat(isSent(with(Collections.nCopies(128, "A: b").toArray(String[]::new)))).isTrue();
    assertThat(isSent(with(Collections.nCopies(129, "A: b").toArray(String[]::new)))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'Host: localhost:8080', true",
    "'host:  LOCALHOST:8080 ', true",
    "'Upgrade: websocket', true",
    "'Host: other.example', false",
    "'Host: localhost', false",
    "'Host : localhost:8080', false",
    "' Host: localhost:8080', false",
    "'Host', false",
    "': x', false",
  })
  void staysWithOurselvesInAContainerThatMayHaveOtherHosts(String line, boolean sent) {
    assertThat(with("A: b", line).objectionInContainer("localhost:8080").isEmpty()).isEqualTo(sent);
  }

  @Test
  void isOneHeadWhateverRandomPartsItHas() {
    Random random = new Random(6455);
    int sent = 0;
    for (int run = 0; run < 50_000; run++) {
      List<String> fields = new ArrayList<>();
      for (int count = random.nextInt(4); count > 0; count--) {
        fields.add("F:" + noise(random));
      }
      LabRequest order =
          new LabRequest("M" + noise(random), "/echo?" + noise(random), "V", fields, false);
      if (isSent(order)) {
        sent++;
        String head = new String(order.bytes(""), StandardCharsets.ISO_8859_1);
        assertThat(head.split("\r\n", -1)).hasSize(fields.size() + 3);
        assertThat(head.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(head.indexOf("\r\n\r\n")).isEqualTo(head.length() - 4);
      }
    }
    assertThat(sent).isBetween(1_000, 49_000);
  }

  private static String noise(Random random) {
    StringBuilder noise = new StringBuilder();
    for (int length = random.nextInt(5); length > 0; length--) {
      noise.append(random.nextInt(3) == 0 ? (char) random.nextInt(256) : 'x');
    }
    return noise.toString();
  }
}
