package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAssetsFilterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "gzip, deflate, br, zstd",
        "br;q=1.0, GZIP;q=0.8, *;q=0.1",
        "x-gzip",
        "*",
        "identity;q=0.5, gzip;q=0.5",
        ", gzip ; q=0.001 ,"
      })
  void gzipIsTakenWhereTheClientTakesIt(String line) {
    assertThat(WebAssetsFilter.takesGzip(List.of(line))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "br",
        "identity",
        "gzip;q=0",
        "gzip;q=0.000, *",
        "*;q=0",
        "identity, gzip;q=0.5",
        "gzip;q=2",
        "gzip;q=x",
        "gzipped",
        "gzip;level=9"
      })
  void elseNothingIsCompressed(String line) {
    assertThat(WebAssetsFilter.takesGzip(List.of(line))).isFalse();
  }

  @Test
  void someLinesCountAsOne() {
    assertThat(WebAssetsFilter.takesGzip(List.of())).isFalse();
    assertThat(WebAssetsFilter.takesGzip(List.of("br", "gzip"))).isTrue();
    assertThat(WebAssetsFilter.takesGzip(List.of("gzip;q=0.5", "identity"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"a\"|true",
        "W/\"a\"|true",
        "\"b\", \"a\"|true",
        "*|true",
        "\"b\"|false",
        "\"a-gzip\"|false",
        "a|false",
        "\"|false"
      })
  void aTagIsComparedWeakly(String line, boolean known) {
    assertThat(WebAssetsFilter.knows(List.of(line), "\"a\"")).isEqualTo(known);
  }
}
