package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A frame with an unknown opcode that declares more bytes than there is memory. */
class UnknownOpcodeIT {
  private static final int CONNECTIONS = 35;
  private static final long SHORTEST = 200_000;
  private static final long LONGEST = 100_000_000;

  /** The header alone: opcode 3, a length of eight bytes, a mask. */
  private static byte[] header(long length) {
    return ByteBuffer.allocate(14).put((byte) 0x83).put((byte) 0xff).putLong(length).array();
  }

  /** RFC 6455 5.2: it fails the connection, and nothing waits for the payload or takes its room. */
  @Test
  void failsTheConnectionAtItsHeader() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0")) {
      List<Wire> open = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        open.add(Wire.open(parley.port(0), "/echo"));
      }
      for (int i = 0; i < CONNECTIONS; i++) {
        long length = SHORTEST + (LONGEST - SHORTEST) * i / (CONNECTIONS - 1);
        open.get(i).raw(header(length));
      }
      for (Wire wire : open) {
        assertThat(wire.read().code()).isEqualTo(1002);
        wire.close();
      }
      try (Wire after = Wire.open(parley.port(0), "/echo")) {
        after.text("still here");
        assertThat(after.read().text()).isEqualTo("still here");
      }
    }
  }
}
