package io.parley.probe.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/** The certificates and keys of a PEM file (RFC 7468). */
record PemFile(Path file, String text) {
  /** All public authorities of a system fit in; an endless file does not. */
  private static final int MAX = 4 * 1024 * 1024;

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*+)-----END \\1-----");

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  static PemFile read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX + 1);
      if (octets.length > MAX) {
        throw new IOException("it is larger than 4 MiB");
      }
      return new PemFile(file, new String(octets, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new IOException("cannot read " + file + ": " + reason(e), e);
    }
  }

  private static String reason(IOException failure) {
    return failure instanceof java.nio.file.NoSuchFileException
        ? "there is no such file"
        : failure.getMessage();
  }

  /** Returns at least one. */
  List<X509Certificate> certificates() throws IOException {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> all = new ArrayList<>();
      for (byte[] each : blocks("CERTIFICATE")) {
        all.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(each)));
      }
      if (all.isEmpty()) {
        throw new IOException(
            file + " has no certificate in PEM form (-----BEGIN CERTIFICATE-----)");
      }
      return List.copyOf(all);
    } catch (CertificateException e) {
      throw new IOException(file + " has a certificate that cannot be read", e);
    }
  }

  PrivateKey key() throws IOException {
    List<byte[]> keys = blocks("PRIVATE KEY");
    if (keys.isEmpty()) {
      throw new IOException(
          file
              + " has no key of the form -----BEGIN PRIVATE KEY-----; convert it by"
              + " openssl pkcs8 -topk8 -nodes");
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm)
            .generatePrivate(new PKCS8EncodedKeySpec(keys.get(0)));
      } catch (GeneralSecurityException e) {
        // It is of another algorithm.
      }
    }
    throw new IOException(file + " has a key that cannot be read");
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
