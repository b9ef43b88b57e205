package io.parley.probe.http2;

import io.parley.probe.FieldLine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;

/** Decompresses the field blocks of one connection, in their order (RFC 7541). */
final class ResponseFieldsReader {
  /** No handshake has larger fields; a hostile block must not fill the memory. */
  private static final int MAX_FIELDS = 64 * 1024;

  private final HpackDecoder decoder = new HpackDecoder(MAX_FIELDS, System::nanoTime);

  ResponseFields read(String block) {
    try {
      byte[] octets = block.getBytes(StandardCharsets.ISO_8859_1);
      return of(decoder.decode(ByteBuffer.wrap(octets)));
    } catch (HpackException | RuntimeException e) {
      return new ResponseFields(0, List.of(), "the fields cannot be read: " + e.getMessage());
    }
  }

  private static ResponseFields of(MetaData message) {
    List<FieldLine> fields =
        StreamSupport.stream(message.getHttpFields().spliterator(), false)
            .map(field -> new FieldLine(field.getName(), String.valueOf(field.getValue())))
            .toList();
    int status = message instanceof MetaData.Response response ? response.getStatus() : 0;
    return new ResponseFields(status, fields, "");
  }
}
