package io.parley.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Makes a certificate that signs itself. The JDK's own tool makes it, because the JDK has no public
 * method for that.
 */
final class SelfSigned {
  private static final String ALIAS = "parley";
  private static final int PASSWORD_SIZE = 16;

  /** Seconds; a key of an elliptic curve takes less than one. */
  private static final int PATIENCE = 60;

  private SelfSigned() {}

  /**
   * @param host the certificate is for it and for loopback
   * @throws IOException if that fails, with a message for people
   */
  static ServerKey make(ListenHost host) throws IOException {
    Path folder = Files.createTempDirectory("parley-tls");
    Path keys = folder.resolve("keys.p12");
    byte[] random = new byte[PASSWORD_SIZE];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    try {
      keytool(keys, password, names(host));
      return read(keys, password.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot make a certificate: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(keys);
      Files.deleteIfExists(folder);
    }
  }

  private static ServerKey read(Path keys, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, password);
    }
    return new ServerKey(
        List.of((X509Certificate) store.getCertificate(ALIAS)),
        (PrivateKey) store.getKey(ALIAS, password));
  }

  private static void keytool(Path keys, String password, String names) throws IOException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(arguments(program, keys, password, names))
            .redirectErrorStream(true)
            .start();
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("cannot make a certificate with " + program + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("the making of a certificate was interrupted", e);
    }
  }

  private static List<String> arguments(Path program, Path keys, String password, String names) {
    return List.of(
        program.toString(),
        "-genkeypair",
        "-alias",
        ALIAS,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=Parley for a trial",
        "-ext",
        "SAN=" + names,
        "-validity",
        "30",
        "-storetype",
        "PKCS12",
        "-keystore",
        keys.toString(),
        "-storepass",
        password);
  }

  private static String names(ListenHost host) {
    Set<String> names = new LinkedHashSet<>(List.of("dns:localhost", "ip:127.0.0.1", "ip:::1"));
    if (host.name().matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*)*")) {
      names.add("dns:" + host.name());
    }
    for (InetAddress address : host.addresses()) {
      if (!address.isAnyLocalAddress()) {
        names.add("ip:" + address.getHostAddress().replaceFirst("%.*", ""));
      }
    }
    return String.join(",", names);
  }
}
