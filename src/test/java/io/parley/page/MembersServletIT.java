package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.JsonWire;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the operator removes a member, over a socket. */
class MembersServletIT {
  private static RunningParley server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer ask(String method, String target, String fields) throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      return client.ask(
          method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
    }
  }

  private static String join(JsonWire wire) throws IOException {
    wire.send("{'type':'join','name':'Ann'}");
    return ((Map<?, ?>) wire.read().get("member")).get("id").toString();
  }

  @Test
  void aRemovedMemberIsClosedInAllItsRoomsAndNobodyElse() throws IOException {
    try (JsonWire ann = JsonWire.open(server.port(0), "/chat/removed");
        JsonWire bob = JsonWire.open(server.port(0), "/chat/removed")) {
      String id = join(ann);
      ann.send("{'type':'join','room':'removed-2'}");
      ann.read();
      join(bob);
      Answer answer = ask("DELETE", "/members/" + id, "");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.content()).isEqualTo("{\"closed\":1}");
      Wire.Frame close = ann.closeFrame();
      assertThat(close.code()).isEqualTo(1008);
      assertThat(close.reason()).isEqualTo("removed by the operator");
      assertThat(ask("DELETE", "/members/" + id, "").content()).isEqualTo("{\"closed\":0}");
      bob.send("{'type':'say','ref':'still','text':'here'}");
      Map<String, Object> answered = bob.read();
      while (!answered.containsKey("ref")) {
        answered = bob.read();
      }
      assertThat(answered).containsEntry("type", "said");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/members/x,'',405",
    "POST,/members/x,'',405",
    "DELETE,/members/,'',404",
    "DELETE,/members,'',404",
    "DELETE,/members/x,'Sec-Fetch-Site: cross-site',403",
    "DELETE,/members/x,'X-Forwarded-For: 192.0.2.1',404"
  })
  void whatIsNotTheOperatorsOrNoMemberIsRefused(
      String method, String target, String field, int status) throws IOException {
    String fields = field.isEmpty() ? "" : field + "\r\n";
    assertThat(ask(method, target, fields).status()).isEqualTo(status);
  }
}
