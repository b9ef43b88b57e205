package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the server closes its members' connections when it stops, over real sockets. */
class FarewellIT {
  private static final int MEMBERS = 40;

  @Test
  void membersThatWereIdleForLongerThanACloseMayTakeAreToldOfTheRestart() throws Exception {
    RunningParley server = RunningParley.start("--port", "0");
    List<Wire> members = new ArrayList<>();
    try (server) {
      for (int i = 0; i < MEMBERS; i++) {
        members.add(Wire.open(server.port(0), i % 2 == 0 ? "/chat/tea" : "/echo"));
      }
      assertThat(members.get(MEMBERS - 1).silentFor(2_500)).isTrue();
    }
    for (Wire member : members) {
      Wire.Frame close = member.read();
      assertThat(close.opcode()).isEqualTo(Wire.CLOSE);
      assertThat(close.code()).isEqualTo(1012);
      assertThat(close.reason()).isEqualTo("server restarts");
      member.close();
    }
  }
}
