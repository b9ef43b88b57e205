package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692 7.2.3.5: a compressed message may end in a block that is marked as final. */
class FinalBlockIT {
  @ParameterizedTest
  @ValueSource(strings = {"", "; client_no_context_takeover"})
  void theMessagesAfterOneThatEndsInAFinalBlockAreWhole(String parameter) throws Exception {
    try (RunningParley parley = RunningParley.start();
        RawClient client = new RawClient(parley.port(0))) {
      String extension = "Sec-WebSocket-Extensions: permessage-deflate" + parameter + "\r\n";
      client.send(
          "GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
              + extension
              + "\r\n");
      assertThat(client.answer().status()).isEqualTo(101);
      for (String text : new String[] {"first", "second, second", "third"}) {
        client.send(Wire.masked(0xc1, finished(text)));
        assertThat(inflated(Wire.over(client).read().payload())).isEqualTo(text);
      }
      client.send(Wire.masked(0x81, "plain".getBytes(StandardCharsets.UTF_8)));
      assertThat(inflated(Wire.over(client).read().payload())).isEqualTo("plain");
    }
  }

  private static byte[] finished(String text) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater raw = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, raw)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } finally {
      raw.end();
    }
    return Arrays.copyOf(bytes.toByteArray(), bytes.size() + 1); // with a byte of zero behind it
  }

  private static String inflated(byte[] payload) throws Exception {
    Inflater inflater = new Inflater(true);
    inflater.setInput(payload);
    byte[] buffer = new byte[1024];
    int size = inflater.inflate(buffer);
    inflater.end();
    return new String(buffer, 0, size, StandardCharsets.UTF_8);
  }
}
