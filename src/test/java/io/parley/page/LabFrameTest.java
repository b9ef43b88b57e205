package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The octets of frames, by RFC 6455 5.2 and 5.7. */
class LabFrameTest {
  private static LabFrame read(byte[] octets) throws IOException {
    return LabFrame.read(new ByteArrayInputStream(octets));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 6, 80",
    "125, 131, fd",
    "126, 134, fe007e",
    "65535, 65543, feffff",
    "65536, 65550, ff0000000000010000",
  })
  void aMessageIsOneMaskedFrame(int length, int size, String lengthOctets) throws IOException {
    byte[] payload = new byte[length];
    Arrays.fill(payload, (byte) 'x');
    LabFrame frame = LabFrame.masked(2, payload);
    assertThat(frame.size()).isEqualTo(size);
    assertThat(HexFormat.of().formatHex(frame.octets())).startsWith("82" + lengthOctets);
    byte[] octets = frame.octets();
    int header = size - length;
    byte[] unmasked = Arrays.copyOfRange(octets, header, size);
    for (int at = 0; at < length; at++) {
      unmasked[at] ^= octets[header - 4 + at % 4];
    }
    assertThat(unmasked).isEqualTo(payload);
    assertThat(read(frame.octets()).size()).isEqualTo(size);
  }

  @Test
  void theKeyIsAnotherEachTime() {
    assertThat(LabFrame.masked(1, new byte[8]).octets())
        .isNotEqualTo(LabFrame.masked(1, new byte[8]).octets());
  }

  /** RFC 6455 5.7: an unmasked text, a masked text, a ping, 256 octets. */
  @ParameterizedTest
  @CsvSource({"810548656c6c6f, 1", "818537fa213d7f9f4d5158, 1", "890548656c6c6f, 9"})
  void theExamplesOfTheStandardAreRead(String hex, int opcode) throws IOException {
    byte[] octets = HexFormat.of().parseHex(hex);
    LabFrame frame = read(octets);
    assertThat(frame.octets()).isEqualTo(octets);
    assertThat(frame.opcode()).isEqualTo(opcode);
    assertThat(frame.size()).isEqualTo(octets.length);
  }

  @Test
  void ofALongFrameTheBeginningIsKeptAndTheNextIsRead() throws IOException {
    byte[] two = new byte[4 + 60_000 + 3];
    System.arraycopy(new byte[] {(byte) 0x82, 126, (byte) 0xea, 0x60}, 0, two, 0, 4);
    System.arraycopy(new byte[] {(byte) 0x81, 1, 'z'}, 0, two, 60_004, 3);
    ByteArrayInputStream in = new ByteArrayInputStream(two);
    LabFrame first = LabFrame.read(in);
    assertThat(first.size()).isEqualTo(60_004);
    assertThat(first.octets()).hasSize(4 + LabFrame.MOST_KEPT);
    assertThat(LabFrame.read(in).payload()).isEqualTo(new byte[] {'z'});
  }

  @ParameterizedTest
  @CsvSource({"''", "81", "8105", "810548", "817e00", "82ffffffffffffffffff00000000"})
  void aFrameThatEndsEarlyIsNone(String hex) {
    assertThatThrownBy(() -> read(HexFormat.of().parseHex(hex))).isInstanceOf(EOFException.class);
  }
}
