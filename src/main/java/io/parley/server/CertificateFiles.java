package io.parley.server;

import io.parley.pem.PemText;
import io.parley.settings.TlsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The bytes of the files that hold the server's certificate and key.
 *
 * @param settings names the files
 * @param contents of each file, in the order of {@link TlsSettings#files}
 */
record CertificateFiles(TlsSettings settings, List<byte[]> contents) {
  /** Bytes: a chain of certificates has a few thousand. */
  private static final int MOST = 1024 * 1024;

  /** Protects the key in memory, where Jetty asks for a password. */
  static final String PASSWORD = "in-memory";

  private static final String ALIAS = "parley";

  /**
   * @throws IOException where a file cannot be read, with a message for people
   */
  static CertificateFiles read(TlsSettings settings) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (Path file : settings.files()) {
      contents.add(read(file));
    }
    return new CertificateFiles(settings, contents);
  }

  private static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length <= MOST) {
        return bytes;
      }
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    } catch (IOException e) {
      throw new IOException("the file " + file + " cannot be read", e);
    }
    throw new IOException(file + " is larger than 1 MiB");
  }

  /** Whether all files have the same content as before. */
  boolean isSame(CertificateFiles before) {
    boolean same = contents.size() == before.contents.size();
    for (int i = 0; same && i < contents.size(); i++) {
      same = Arrays.equals(contents.get(i), before.contents.get(i));
    }
    return same;
  }

  /**
   * Returns the certificate and its key.
   *
   * @throws IOException where they cannot be used, with a message for people
   */
  ServerKey key() throws IOException {
    try {
      return settings.keystore().isPresent() ? ofKeystore() : ofPem();
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate cannot be used: " + e.getMessage(), e);
    }
  }

  private ServerKey ofPem() throws IOException, GeneralSecurityException {
    List<Path> files = settings.files();
    List<X509Certificate> chain = PemText.of(files.get(0), contents.get(0)).certificates();
    PrivateKey key = PemText.of(files.get(1), contents.get(1)).key();
    return ServerKey.of(chain, key, files.get(1) + " is not the key of " + files.get(0));
  }

  private ServerKey ofKeystore() throws IOException, GeneralSecurityException {
    Path file = settings.files().get(0);
    char[] password = password().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    List<PrivateKey> keys = new ArrayList<>();
    List<String> aliases = new ArrayList<>();
    try {
      store.load(new ByteArrayInputStream(contents.get(0)), password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, password) instanceof PrivateKey key) {
          keys.add(key);
          aliases.add(alias);
        }
      }
    } catch (IOException | UnrecoverableKeyException e) {
      throw new IOException(file + " is no PKCS12 file of that password", e);
    }
    if (keys.isEmpty()) {
      throw new IOException(file + " has no key");
    }
    List<X509Certificate> chain = chain(file, store.getCertificateChain(aliases.get(0)));
    return ServerKey.of(chain, keys.get(0), file + " has a key of another certificate");
  }

  /**
   * @param found null where there is none
   */
  private static List<X509Certificate> chain(Path file, Certificate[] found) throws IOException {
    if (found == null || found.length == 0) {
      throw new IOException(file + " has a key without a certificate");
    }
    return Arrays.stream(found).map(X509Certificate.class::cast).toList();
  }

  /** The first line of the password's file, else the environment's; empty for none. */
  private String password() {
    return settings
        .passwordFile()
        .map(any -> new String(contents.get(1), StandardCharsets.UTF_8).lines().findFirst())
        .orElse(settings.password())
        .orElse("");
  }

  /**
   * In the form that Jetty takes.
   *
   * @throws IOException where TLS does not work with it, with a message for people
   */
  static KeyStore store(ServerKey key) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      X509Certificate[] chain = key.chain().toArray(X509Certificate[]::new);
      store.setKeyEntry(ALIAS, key.key(), PASSWORD.toCharArray(), chain);
      TrialHandshake.check(store, PASSWORD.toCharArray());
      return store;
    } catch (KeyStoreException e) {
      throw new IOException("each certificate has to be signed by the next one in the file", e);
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate cannot be used: " + e.getMessage(), e);
    }
  }
}
