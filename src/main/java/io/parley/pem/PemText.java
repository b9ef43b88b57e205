package io.parley.pem;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificates and the key in a file of PEM form (RFC 7468).
 *
 * @param file names it in what is thrown
 */
public record PemText(Path file, String text) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*+)-----END \\1-----");

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  /** {@code version 0} and the algorithm of a key of PKCS #1 in the form of PKCS #8 (RFC 5958). */
  private static final byte[] RSA = {
    2, 1, 0, 0x30, 0x0d, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0xd, 1, 1, 1, 5, 0
  };

  /** Makes it of the content of a file. */
  public static PemText of(Path file, byte[] bytes) {
    return new PemText(file, new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /**
   * Returns the certificates in the order of the file.
   *
   * @throws IOException where there is none, or one that cannot be read
   */
  public List<X509Certificate> certificates() throws IOException {
    List<X509Certificate> all = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (byte[] each : blocks("CERTIFICATE")) {
        all.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(each)));
      }
    } catch (CertificateException e) {
      throw new IOException(file + " has a certificate that cannot be read", e);
    }
    if (all.isEmpty()) {
      throw new IOException(file + " has no certificate in PEM form (-----BEGIN CERTIFICATE-----)");
    }
    return List.copyOf(all);
  }

  /**
   * Returns the first key. It is one of RSA, EC or EdDSA, without a password, in the form of PKCS
   * #8 or, of RSA, PKCS #1.
   *
   * @throws IOException where there is none, or one that cannot be read
   */
  public PrivateKey key() throws IOException {
    List<byte[]> keys = new ArrayList<>(blocks("PRIVATE KEY"));
    for (byte[] pkcs1 : blocks("RSA PRIVATE KEY")) {
      keys.add(pkcs8(pkcs1));
    }
    if (keys.isEmpty()) {
      throw new IOException(
          file
              + " has no key of the form -----BEGIN PRIVATE KEY-----; convert it by"
              + " openssl pkcs8 -topk8 -nodes");
    }
    return key(keys.get(0));
  }

  private PrivateKey key(byte[] pkcs8) throws IOException {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        // It is of another algorithm.
      }
    }
    throw new IOException(file + " has a key that cannot be read");
  }

  private static byte[] pkcs8(byte[] pkcs1) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(RSA);
    inner.writeBytes(der(4, pkcs1));
    return der(0x30, inner.toByteArray());
  }

  private static byte[] der(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    out.writeBytes(length(content.length));
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] length(int size) {
    if (size < 0x80) {
      return new byte[] {(byte) size};
    }
    return size < 0x100
        ? new byte[] {(byte) 0x81, (byte) size}
        : new byte[] {(byte) 0x82, (byte) (size >> 8), (byte) size};
  }

  private List<byte[]> blocks(String label) throws IOException {
    List<byte[]> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).equals(label)) {
        blocks.add(decoded(block.group(2)));
      }
    }
    return blocks;
  }

  private byte[] decoded(String base64) throws IOException {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is not in PEM form", e);
    }
  }
}
