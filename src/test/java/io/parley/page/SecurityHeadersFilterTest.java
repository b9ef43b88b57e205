package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.Authority;
import io.parley.http.EffectiveRequest;
import io.parley.http.ListenerPort;
import io.parley.page.Answers.Answer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityHeadersFilterTest {
  private final Map<String, Answer> questions = new HashMap<>();
  private final Recorded answer = new Recorded();
  private boolean passed;

  SecurityHeadersFilterTest() {
    questions.put("getMethod", arguments -> "GET");
    questions.put("getHeader", arguments -> null);
    var localhost = Optional.of(new Authority("localhost", 5000));
    var effective = new EffectiveRequest("127.0.0.1", false, localhost);
    questions.put(
        "getAttribute",
        arguments -> arguments[0].equals(EffectiveRequest.ATTRIBUTE) ? effective : null);
    questions.put("getDispatcherType", arguments -> DispatcherType.REQUEST);
    match(MappingMatch.DEFAULT);
  }

  @Test
  void aPageCarriesEveryField() throws Exception {
    ask();
    assertThat(passed).isTrue();
    assertThat(answer.fields)
        .containsOnly(
            Map.entry(
                "Content-Security-Policy",
                new SecurityPolicy("http", "localhost", 5000, Set.of(new ListenerPort(80, false)))
                    .text()),
            Map.entry("X-Content-Type-Options", "nosniff"),
            Map.entry("Referrer-Policy", "same-origin"),
            Map.entry("Cross-Origin-Opener-Policy", "same-origin"),
            Map.entry("Cross-Origin-Resource-Policy", "same-origin"),
            Map.entry("Cache-Control", "no-cache"));
  }

  @Test
  void anErrorPageCarriesThemToo() throws Exception {
    questions.put("getDispatcherType", arguments -> DispatcherType.ERROR);
    ask();
    assertThat(answer.fields).containsKey("Content-Security-Policy");
  }

  @Test
  void anUpgradeCarriesNone() throws Exception {
    questions.put("getHeader", arguments -> arguments[0].equals("Upgrade") ? "websocket" : null);
    ask();
    assertThat(passed).isTrue();
    assertThat(answer.fields).isEmpty();
  }

  @Test
  void anExtendedConnectCarriesNoneAndIsNotRefused() throws Exception {
    questions.put("getMethod", arguments -> "CONNECT");
    ask();
    assertThat(passed).isTrue();
    assertThat(answer.fields).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "FOO", "get"})
  void aFileIsOnlyRead(String method) throws Exception {
    questions.put("getMethod", arguments -> method);
    ask();
    assertThat(passed).isFalse();
    assertThat(answer.status).isEqualTo(405);
    assertThat(answer.fields).containsEntry("Allow", "GET, HEAD").containsKey("Referrer-Policy");
  }

  @Test
  void aFileMayBeAskedForItsHead() throws Exception {
    questions.put("getMethod", arguments -> "HEAD");
    ask();
    assertThat(passed).isTrue();
  }

  @Test
  void aServletDecidesItsOwnMethods() throws Exception {
    questions.put("getMethod", arguments -> "POST");
    match(MappingMatch.EXACT);
    ask();
    assertThat(passed).isTrue();
  }

  private void match(MappingMatch match) {
    var mapping = Answers.as(HttpServletMapping.class, Map.of("getMappingMatch", a -> match));
    questions.put("getHttpServletMapping", arguments -> mapping);
  }

  private void ask() throws Exception {
    var request = Answers.as(HttpServletRequest.class, questions);
    new SecurityHeadersFilter(Set.of(new ListenerPort(80, false)))
        .doFilter(request, answer.response(), (asked, answered) -> passed = true);
  }
}
