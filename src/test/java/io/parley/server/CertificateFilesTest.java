package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.settings.TlsSettings;
import io.parley.tool.TestCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFilesTest {
  private static final long SEED = 8446;
  private static final int DAMAGES = 150;

  @TempDir private Path folder;

  private TestCertificate make(String... options) throws Exception {
    return TestCertificate.make(folder, "made", "dns:localhost", options);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static TlsSettings pem(Path certificate, Path key) {
    return settings(Optional.of(certificate), Optional.of(key), Optional.empty());
  }

  private static TlsSettings keystore(Path file) {
    return settings(Optional.empty(), Optional.empty(), Optional.of(file));
  }

  private static TlsSettings settings(
      Optional<Path> certificate, Optional<Path> key, Optional<Path> keystore) {
    Optional<String> password = Optional.of("changeit");
    return new TlsSettings(
        List.of(0), certificate, key, keystore, Optional.empty(), password, false, false);
  }

  private static ServerKey used(TlsSettings settings) throws IOException {
    ServerKey key = CertificateFiles.read(settings).key();
    CertificateFiles.store(key);
    return key;
  }

  /** As an administrator pastes them. */
  @Test
  void readsPemWithTextAroundAndOtherLineEnds() throws Exception {
    TestCertificate made = make();
    String certificate = "Subject: CN=made\r\n" + made.certificate().replace("\n", "\r\n");
    Path both = file("both.pem", certificate + made.key() + "end");
    assertThat(used(pem(both, both)).chain()).hasSize(1);
  }

  @Test
  void readsAMebibyteOfAFileAtMost() throws Exception {
    TestCertificate made = make();
    Path key = file("key.pem", made.key());
    String certificate = made.certificate();
    String space = " ".repeat(1024 * 1024 - certificate.length());
    assertThat(used(pem(file("whole.pem", certificate + space), key)).chain()).hasSize(1);
    Path larger = file("larger.pem", certificate + space + " ");
    assertThatThrownBy(() -> used(pem(larger, key))).hasMessage(larger + " is larger than 1 MiB");
  }

  @Test
  void knowsFilesWithTheSameContent() throws Exception {
    TestCertificate made = make();
    Path certificate = file("cert.pem", made.certificate());
    Path key = file("key.pem", made.key());
    CertificateFiles before = CertificateFiles.read(pem(certificate, key));
    assertThat(CertificateFiles.read(pem(certificate, key)).isSame(before)).isTrue();
    file("key.pem", made.key() + "\n");
    assertThat(CertificateFiles.read(pem(certificate, key)).isSame(before)).isFalse();
  }

  @Test
  void refusesCertificatesThatAreNoChain() throws Exception {
    TestCertificate made = make();
    TestCertificate other = TestCertificate.make(folder, "other", "dns:localhost");
    Path certificate = file("cert.pem", made.certificate() + other.certificate());
    Path key = file("key.pem", made.key());
    assertThatThrownBy(() -> used(pem(certificate, key)))
        .hasMessage("each certificate has to be signed by the next one in the file");
  }

  @Test
  void readsKeysOfEveryKind() throws Exception {
    for (List<String> kind :
        List.of(
            List.of("RSA", "-keysize", "2048"),
            List.of("EC", "-groupname", "secp384r1"),
            List.of("Ed25519"))) {
      Files.deleteIfExists(folder.resolve("made.p12"));
      String[] options = new String[kind.size() + 1];
      options[0] = "-keyalg";
      for (int i = 0; i < kind.size(); i++) {
        options[i + 1] = kind.get(i);
      }
      TestCertificate made = make(options);
      Path certificate = file("cert.pem", made.certificate());
      assertThat(used(pem(certificate, file("key.pem", made.key()))).chain()).hasSize(1);
      assertThat(used(keystore(folder.resolve("made.p12"))).chain()).hasSize(1);
    }
  }

  @Test
  void refusesAKeystoreOfCertificatesOnly() throws Exception {
    TestCertificate made = make();
    Certificate certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(made.certificate().getBytes(StandardCharsets.US_ASCII)));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("trusted", certificate);
    Path file = folder.resolve("trust.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "changeit".toCharArray());
    }
    assertThatThrownBy(() -> used(keystore(file)))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " has no key");
  }

  /** The parsers of the JDK are not trusted: each file is read, or refused for people. */
  @Test
  void aDamagedFileIsReadOrRefused() throws Exception {
    TestCertificate made = make();
    Random random = new Random(SEED);
    Path certificate = file("cert.pem", made.certificate());
    Path key = file("key.pem", made.key());
    int refused =
        damage(random, certificate, pem(certificate, key))
            + damage(random, key, pem(certificate, key))
            + damage(random, folder.resolve("made.p12"), keystore(folder.resolve("made.p12")));
    assertThat(refused).isGreaterThan(DAMAGES);
  }

  private static int damage(Random random, Path file, TlsSettings settings) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int refused = 0;
    for (int i = 0; i < DAMAGES; i++) {
      byte[] damaged = whole.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Files.write(file, damaged);
      try {
        used(settings);
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotBlank();
        refused++;
      }
    }
    Files.write(file, whole);
    return refused;
  }
}
