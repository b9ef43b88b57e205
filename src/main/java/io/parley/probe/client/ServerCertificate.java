package io.parley.probe.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for localhost that signs itself. The JDK's own tool makes it, because the JDK has
 * no public method for that.
 *
 * @param file the certificate in PEM, for clients that have to trust it
 */
public record ServerCertificate(SSLContext context, Path file) {
  private static final String ALIAS = "parley-probe";
  private static final int LINE = 64;
  private static final int PASSWORD_SIZE = 16;

  /** Seconds; a key of an elliptic curve takes less than one. */
  private static final int PATIENCE = 60;

  /**
   * Makes a key and its certificate.
   *
   * @param folder keeps the certificate; the key is deleted
   * @throws IOException if that fails, with a message for people
   */
  public static ServerCertificate make(Path folder) throws IOException {
    Path keys = folder.resolve("keys.p12");
    String password = password();
    try {
      keytool(keys, password);
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(keys)) {
        store.load(in, password.toCharArray());
      }
      Path file = folder.resolve("ca.pem");
      Files.writeString(file, pem(store.getCertificate(ALIAS).getEncoded()));
      return new ServerCertificate(tls(store, password), file);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot make a certificate: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(keys);
    }
  }

  private static void keytool(Path keys, String password) throws IOException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(arguments(program, keys, password)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("cannot make a certificate with " + program + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("the making of a certificate was interrupted", e);
    }
  }

  private static List<String> arguments(Path program, Path keys, String password) {
    return List.of(
        program.toString(),
        "-genkeypair",
        "-alias",
        ALIAS,
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "SAN=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1",
        "-validity",
        "30",
        "-storetype",
        "PKCS12",
        "-keystore",
        keys.toString(),
        "-storepass",
        password);
  }

  private static String password() {
    byte[] octets = new byte[PASSWORD_SIZE];
    new SecureRandom().nextBytes(octets);
    return HexFormat.of().formatHex(octets);
  }

  private static SSLContext tls(KeyStore store, String password) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), new javax.net.ssl.TrustManager[0], new SecureRandom());
    return context;
  }

  private static String pem(byte[] certificate) {
    String lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(certificate);
    return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
  }
}
