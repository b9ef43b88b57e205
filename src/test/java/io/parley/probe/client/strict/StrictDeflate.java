package io.parley.probe.client.strict;

import static io.parley.probe.client.strict.ClientFlaw.*;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Compression as agreed. */
final class StrictDeflate {
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};
  private static final Pattern SMALL_WINDOW =
      Pattern.compile("client_max_window_bits=([89]|1[0-4])");

  private final Set<ClientFlaw> flaws;
  private final String extension;
  private final Inflater inflater = new Inflater(true);
  private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);

  /** A message is not what was agreed. */
  static final class BadDeflateException extends Exception {
    private static final long serialVersionUID = 1;
  }

  StrictDeflate(Set<ClientFlaw> flaws, String extension) {
    this.flaws = flaws;
    this.extension = extension;
    if (SMALL_WINDOW.matcher(extension).find() && !flaws.contains(KEEPS_LARGE_WINDOW)) {
      deflater.setStrategy(Deflater.HUFFMAN_ONLY); // The JDK has one window, so use none.
    }
  }

  boolean isAgreed() {
    return extension.startsWith("permessage-deflate");
  }

  byte[] read(byte[] octets) throws BadDeflateException {
    boolean stored = octets.length > 1 && (octets[0] & 7) == 0;
    boolean last = (octets[0] & 1) == 1;
    if (flaws.contains(READS_NO_DEFLATE)) {
      return octets;
    }
    if ((stored && flaws.contains(WANTS_NO_STORED_BLOCK))
        || (last && flaws.contains(WANTS_NO_FINAL_BLOCK))
        || (octets.length == 1 && flaws.contains(WANTS_CONTENT))) {
      throw new BadDeflateException();
    }
    byte[] all = Arrays.copyOf(octets, octets.length + TAIL.length);
    System.arraycopy(TAIL, 0, all, octets.length, TAIL.length);
    inflater.setInput(all);
    byte[] text = new byte[64 * 1024];
    try {
      int count = inflater.inflate(text);
      if (inflater.finished() || flaws.contains(LOSES_SERVER_CONTEXT)) {
        inflater.reset();
      }
      return Arrays.copyOf(text, count);
    } catch (DataFormatException e) {
      inflater.reset();
      if (flaws.contains(TAKES_BAD_DEFLATE)) {
        return new byte[0];
      }
      throw new BadDeflateException();
    }
  }

  byte[] write(byte[] text) {
    if (extension.contains("client_no") && !flaws.contains(KEEPS_CLIENT_CONTEXT)) {
      deflater.reset();
    }
    if (text.length == 0) {
      return new byte[1];
    }
    deflater.setInput(text);
    byte[] octets = new byte[64 * 1024];
    int count = 0;
    while (count == 0) { // A change of the strategy takes a call of its own.
      count = deflater.deflate(octets, 0, octets.length, Deflater.SYNC_FLUSH);
    }
    return Arrays.copyOf(octets, count - TAIL.length);
  }
}
