package io.parley.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A text file of the pages, as it is sent.
 *
 * @param immutable whether its name has its hash, so that a browser need never ask again
 */
record WebAsset(
    String mediaType, String hash, Representation plain, Representation gzip, boolean immutable) {
  /** Enough that no two contents of one name ever share it; a name stays readable. */
  private static final int HASH_BYTES = 8;

  /**
   * One encoding of the content.
   *
   * @param tag its ETag, quotes included: another for each encoding (RFC 9110 8.8.3.3)
   * @param content not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Representation(String tag, byte[] content) {}

  /** An asset that a browser asks for again each time. */
  static WebAsset of(String mediaType, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    String hash = hash(content);
    return new WebAsset(
        mediaType,
        hash,
        new Representation('"' + hash + '"', content),
        new Representation('"' + hash + "-gzip\"", compressed(content)),
        false);
  }

  /** The same under a name that changes with its content. */
  WebAsset hashed() {
    return new WebAsset(mediaType, hash, plain, gzip, true);
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static byte[] compressed(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var stream = new BestGzip(bytes)) {
      stream.write(content);
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
    return bytes.toByteArray();
  }

  /** It takes its time, once at the start. */
  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream bytes) throws IOException {
      super(bytes);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
