package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A message of very many fragments costs what its bytes cost, and not the square of their number.
 */
class ManyFragmentsIT {
  private static final int FRAGMENTS = 200_000;

  private static final int SMALL = 125;

  /** Whoever walks through all fragments for each one needs minutes for that many. */
  private static final String TIME = "20s";

  @ParameterizedTest
  @ValueSource(ints = {Wire.TEXT, Wire.BINARY})
  void comesBackWhole(int opcode) throws Exception {
    try (RunningParley parley = server(FRAGMENTS);
        Wire wire = Wire.open(parley.port(0), "/echo")) {
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      for (int i = 0; i < FRAGMENTS; i++) {
        int first = i == 0 ? opcode : Wire.CONTINUATION;
        int fin = i == FRAGMENTS - 1 ? 0x80 : 0;
        byte[] letter = {(byte) ('a' + i % 26)};
        said.writeBytes(letter);
        frames.writeBytes(Wire.masked(fin | first, letter));
      }
      wire.raw(frames.toByteArray());
      assertThat(Arrays.equals(message(wire, opcode), said.toByteArray())).isTrue();
    }
  }

  /** The next message, whose first frame has the opcode. */
  private static byte[] message(Wire wire, int opcode) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    Wire.Frame frame = wire.read();
    assertThat(frame.opcode()).as(frame.toString()).isEqualTo(opcode);
    message.writeBytes(frame.payload());
    while (!frame.fin()) {
      frame = wire.read();
      message.writeBytes(frame.payload());
    }
    return message.toByteArray();
  }

  private static RunningParley server(int most) throws Exception {
    return RunningParley.start(
        "--port",
        "0",
        "--data",
        "none",
        "--message-rate",
        "0",
        "--max-message",
        String.valueOf(most),
        "--message-timeout",
        TIME);
  }

  @Test
  void oneByteTooManyIsRefused() throws Exception {
    try (RunningParley parley = server(SMALL);
        Wire wire = Wire.open(parley.port(0), "/echo")) {
      wire.send(false, Wire.BINARY, new byte[SMALL]);
      wire.send(true, Wire.CONTINUATION, new byte[1]);
      assertThat(wire.read().code()).isEqualTo(1009);
    }
  }
}
