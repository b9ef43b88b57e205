package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainHandshakeTest {
  private static final List<Map.Entry<String, String>> FIELDS =
      List.of(
          Map.entry("Host", "localhost:8080"),
          Map.entry("upgrade", "WebSocket"),
          Map.entry("Connection", "Upgrade"),
          Map.entry("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
          Map.entry("Sec-WebSocket-Version", "13"));

  private static RequestHead head(String method, String target, String protocol) {
    return new RequestHead(method, target, protocol, FIELDS, true);
  }

  private static boolean isPlain(List<Map.Entry<String, String>> fields) {
    return PlainHandshake.is(new RequestHead("GET", "/echo", "HTTP/1.1", fields, true));
  }

  private static List<Map.Entry<String, String>> with(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(FIELDS);
    more.add(Map.entry(name, value));
    return more;
  }

  private static List<Map.Entry<String, String>> without(String name) {
    return FIELDS.stream().filter(field -> !field.getKey().equalsIgnoreCase(name)).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/echo", "/chat/blue_1.a~b", "/chat?attempt=a-b&name=A+b", "/a-b", "/?"})
  void takesUsualTargets(String target) {
    assertThat(PlainHandshake.is(head("GET", target, "HTTP/1.1"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/echo",
        "*",
        "echo",
        "//echo",
        "/a//b",
        "/./a",
        "/a/..",
        "/.",
        "/a%2fb",
        "/a;b",
        "/a#b",
        "/a?b#c",
        "/a?b=%41",
        "/a?b=%zz",
        "/a?b=\u00e9",
        "/a?b={}",
        "/WEB-INF/x",
        "/meta-inf/x",
        "/caf\u00e9"
      })
  void leavesOtherTargets(String target) {
    assertThat(PlainHandshake.is(head("GET", target, "HTTP/1.1"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"HEAD,HTTP/1.1", "POST,HTTP/1.1", "get,HTTP/1.1", "GET,HTTP/1.0", "GET,HTTP/2.0"})
  void leavesOtherMethodsAndVersions(String method, String protocol) {
    assertThat(PlainHandshake.is(head(method, "/echo", protocol))).isFalse();
  }

  @Test
  void leavesAHeadThatWasNotReadToItsEnd() {
    assertThat(PlainHandshake.is(new RequestHead("GET", "/echo", "HTTP/1.1", FIELDS, false)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "Upgrade", "Sec-WebSocket-Key"})
  void leavesRequestsWithoutAField(String name) {
    assertThat(isPlain(FIELDS)).isTrue();
    assertThat(isPlain(without(name))).isFalse();
    assertThat(isPlain(with(name, "websocket"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length", "transfer-encoding", "Expect", "TE", "Trailer"})
  void leavesRequestsThatMayHaveContent(String name) {
    assertThat(isPlain(with(name, "0"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,true",
    "a.example:1,true",
    "127.0.0.1:65535,true",
    "'',false",
    ":80,false",
    "a:,false",
    "a:b,false",
    "a:123456,false",
    "[::1]:80,false",
    "a%20b,false",
    "u@a,false",
    "'a, b',false"
  })
  void readsHosts(String host, boolean plain) {
    List<Map.Entry<String, String>> fields = new ArrayList<>(without("Host"));
    fields.add(Map.entry("Host", host));
    assertThat(isPlain(fields)).isEqualTo(plain);
  }

  @Test
  void leavesAnUpgradeToSeveralProtocols() {
    List<Map.Entry<String, String>> fields = new ArrayList<>(without("Upgrade"));
    fields.add(Map.entry("Upgrade", "h2c, websocket"));
    assertThat(isPlain(fields)).isFalse();
  }
}
