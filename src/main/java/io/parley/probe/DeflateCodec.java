package io.parley.probe;

import io.parley.probe.transport.ProbeConnection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Compresses and decompresses messages (RFC 7692 7.2). */
public final class DeflateCodec {
  /** The end of a flush, which is removed from a message and restored (RFC 7692 7.2.1). */
  private static final String TAIL = "\u0000\u0000\u00ff\u00ff";

  private static final int BUFFER = 64 * 1024;

  private DeflateCodec() {}

  /** Compresses one message. */
  public static String compress(String text) {
    return compressAll(text).get(0);
  }

  /** Compresses messages in sequence, each with the context of those before. */
  public static List<String> compressAll(String... texts) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      return Arrays.stream(texts).map(text -> flush(deflater, text)).toList();
    } finally {
      deflater.end();
    }
  }

  /** Compresses one message in a block marked as final (RFC 7692 7.2.3.4). */
  public static String compressFinally(String text) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(octets(text));
      deflater.finish();
      byte[] out = new byte[BUFFER];
      return latin1(out, deflater.deflate(out)) + '\0';
    } finally {
      deflater.end();
    }
  }

  /** Puts one message into an uncompressed block (RFC 7692 7.2.3.3). */
  public static String store(String text) {
    int length = text.length();
    String size = "" + (char) (length & 0xff) + (char) (length >> 8);
    String inverse = "" + (char) (~length & 0xff) + (char) (~length >> 8 & 0xff);
    return '\0' + size + inverse + text + '\0';
  }

  /**
   * Decompresses messages in sequence.
   *
   * @param takeover whether a message may refer to those before
   * @throws DataFormatException if one cannot be decompressed
   */
  public static List<String> decompressAll(List<String> payloads, boolean takeover)
      throws DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      String[] texts = new String[payloads.size()];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = inflate(inflater, payloads.get(i) + TAIL);
        if (!takeover || inflater.finished()) {
          inflater.reset();
        }
      }
      return List.of(texts);
    } finally {
      inflater.end();
    }
  }

  private static String flush(Deflater deflater, String text) {
    deflater.setInput(octets(text));
    byte[] out = new byte[BUFFER];
    String flushed = latin1(out, deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH));
    return flushed.substring(0, flushed.length() - TAIL.length());
  }

  private static String inflate(Inflater inflater, String octets) throws DataFormatException {
    inflater.setInput(octets(octets));
    byte[] out = new byte[BUFFER];
    StringBuilder text = new StringBuilder();
    int count = inflater.inflate(out);
    while (count > 0 && text.length() <= ProbeConnection.MAX_ANSWER) {
      text.append(latin1(out, count));
      count = inflater.inflate(out);
    }
    return text.toString();
  }

  private static byte[] octets(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String latin1(byte[] octets, int count) {
    return new String(octets, 0, count, StandardCharsets.ISO_8859_1);
  }
}
