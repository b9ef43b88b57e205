package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** An open WebSocket keeps nothing of its handshake that it does not need. */
class IdleConnectionIT {
  private static final int CONNECTIONS = 100;

  /** Requests that a server may keep all the same: of connections that are not closed yet. */
  private static final int FEW = CONNECTIONS / 4;

  /** Classes of Jetty and of the server of which a request has one each. */
  private static final List<String> OF_REQUEST =
      List.of(
          "org.eclipse.jetty.ee10.servlet.ServletContextRequest",
          "org.eclipse.jetty.ee10.servlet.ServletChannel",
          "org.eclipse.jetty.server.internal.HttpChannelState",
          "org.eclipse.jetty.http.HttpParser",
          "io.parley.server.RecordingConnection",
          "io.parley.guard.CanonicalRequest",
          "io.parley.guard.PendingUpgrade",
          "org.eclipse.jetty.ee10.websocket.jakarta.common.decoders.RegisteredDecoder");

  @Test
  void anIdleConnectionDoesNotKeepItsRequest() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0", "--data", "none")) {
      String before = histogram(); // Of servers that other tests have run.
      List<Wire> wires = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        wires.add(Wire.open(parley.port(0), i % 2 == 0 ? "/chat" : "/echo"));
      }
      String live = histogram();
      assertThat(instances(live, "io.parley.server.PacedEndPoint"))
          .isGreaterThanOrEqualTo(CONNECTIONS);
      for (String each : OF_REQUEST) {
        assertThat(instances(live, each) - instances(before, each)).as(each).isLessThan(FEW);
      }
      for (Wire each : wires) {
        each.close();
      }
    }
  }

  /** Collects all garbage, and returns a line for each class that has instances. */
  private static String histogram() throws Exception {
    return (String)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
  }

  private static int instances(String histogram, String type) {
    Matcher line =
        Pattern.compile("\\s(\\d+)\\s+\\d+\\s+" + Pattern.quote(type) + "\\s").matcher(histogram);
    return line.find() ? Integer.parseInt(line.group(1)) : 0;
  }
}
