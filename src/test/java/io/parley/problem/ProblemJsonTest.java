package io.parley.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handshake.ClientHandshake;
import io.parley.handshake.Policy;
import io.parley.handshake.RuleBook;
import io.parley.handshake.Trace;
import io.parley.handshake.Verdict.Refuse;
import io.parley.http.Headers;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemJsonTest {

  private static String problem(Headers headers) {
    ClientHandshake clientHandshake =
        new ClientHandshake("GET", "HTTP/1.1", Optional.empty(), false, headers);
    Trace trace = RuleBook.anyRequest(clientHandshake, Policy.DEFAULT);
    return ProblemJson.write("01JD", "/parley", trace, (Refuse) trace.verdict());
  }

  @Test
  void writesTheWholeProblem() {
    assertThat(problem(Headers.none()))
        .isEqualTo(
            """
            {"type":"/parley/problems/host-missing","title":"Host is missing","status":400,\
            "detail":"There was no Host.","code":"host-missing",\
            "clause":"RFC 6455 4.2.1 item 2",\
            "link":"https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1",\
            "advice":"Send one Host field: the host and port of the URL.","handshake":"01JD","findings":[\
            {"rule":"host","outcome":"refused","code":"host-missing",\
            "clause":"RFC 6455 4.2.1 item 2",\
            "link":"https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1",\
            "saw":"","detail":"There was no Host.","advice":"Send one Host field: the host and port of the URL."}]}""");
  }

  @Test
  void writesHostileTextHarmlessly() {
    assertThat(problem(Headers.none().with("Host", "\"}\u0000\u202e</script>" + "x".repeat(8_000))))
        .contains("\\\"}\\\\u0000\\\\u202e</script>xx")
        .doesNotContainPattern("[\\p{Cc}\u202e]")
        .hasSizeLessThan(1_500);
  }
}
