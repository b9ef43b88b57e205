package io.parley.probe.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.FieldLine;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameLinesTest {
  @Test
  void showsWhatWasSentFrameByFrame() {
    StreamRequest request =
        new StreamRequest(
            List.of(
                new FieldLine(":method", "CONNECT"),
                new FieldLine("x-parley", "a\u001bb"),
                new FieldLine("cookie", "a=b")));
    String sent =
        FrameLines.PREFACE
            + Http2Frame.settings(4, 10, 8, 1).octets()
            + Http2Frame.settingsAck().octets()
            + Http2Frame.headers(1, request).octets()
            + Http2Frame.data(1, "\u0081").flagged(Http2Frame.END_STREAM).octets()
            + Http2Frame.windowUpdate(1, 7).octets()
            + Http2Frame.reset(1, StreamErrorCode.CANCEL).octets()
            + Http2Frame.ping("parley-1").octets();
    assertThat(FrameLines.of(sent))
        .containsExactly(
            "(the preface of HTTP/2)",
            "SETTINGS INITIAL_WINDOW_SIZE=10 ENABLE_CONNECT_PROTOCOL=1",
            "SETTINGS ACK",
            "HEADERS on stream 1",
            "  :method: CONNECT",
            "  x-parley: a\\x1bb",
            "  cookie: ***",
            "DATA on stream 1 END_STREAM \"\\x81\"",
            "WINDOW_UPDATE on stream 1 7",
            "RST_STREAM on stream 1 CANCEL",
            "PING \"parley-1\"");
  }

  /** 0x88 is the eighth entry of the static table. */
  @Test
  void showsWhatWasReceivedDecompressed() {
    String received =
        Http2Frame.settings(8, 1).octets()
            + new Http2Frame(Http2Frame.HEADERS, 4, 1, "\u0088").octets()
            + new Http2Frame(Http2Frame.GOAWAY, 0, 0, "\0\0\0\1\0\0\0\1why").octets()
            + new Http2Frame(0xfb, 0, 0, "a").octets();
    assertThat(FrameLines.of(received))
        .containsExactly(
            "SETTINGS ENABLE_CONNECT_PROTOCOL=1",
            "HEADERS on stream 1",
            "  :status: 200",
            "GOAWAY PROTOCOL_ERROR \"why\"",
            "frame of type 251 \"a\"");
  }

  @Test
  void showsOctetsThatAreNotHttp2AsTheyAre() {
    assertThat(FrameLines.of("HTTP/1.1 400 Bad Request\r\n\r\n"))
        .containsExactly("HTTP/1.1 400 Bad Request\\r\\n", "\\r\\n");
    assertThat(FrameLines.of("")).isEmpty();
  }

  @Test
  void isBounded() {
    String many = Http2Frame.settings().octets().repeat(1000);
    assertThat(FrameLines.of(many)).hasSize(41).endsWith("… and 960 lines more");
  }

  @Test
  void readsTheFieldsThatItWrites() {
    for (int length : new int[] {0, 1, 126, 127, 128, 254, 255, 300, 16_000, 100_000}) {
      List<FieldLine> fields = List.of(new FieldLine("a".repeat(length), "b".repeat(length)));
      assertThat(FieldBlock.read(FieldBlock.of(fields))).isEqualTo(fields);
    }
  }

  @Test
  void writesFieldsAsOthersReadThem() {
    List<FieldLine> fields =
        List.of(new FieldLine(":status", "200"), new FieldLine("x-parley", "b".repeat(300)));
    ResponseFields read = new ResponseFieldsReader().read(FieldBlock.of(fields));
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.values("x-parley")).containsExactly("b".repeat(300));
  }
}
