package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.archive.WarFile;
import io.parley.tool.ProcessSettings;
import io.parley.tool.TestCertificate;
import io.parley.tool.TinyWar;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of a certificate that cannot be used: one line, and status 2. */
@Timeout(120)
class TlsFilesIT {
  private static final ProcessSettings BEFORE =
      ProcessSettings.of(
          "org.eclipse.jetty",
          "org.eclipse.jetty.ee10.webapp.WebAppContext",
          "org.sqlite.SQLiteJDBCLoader",
          "org.eclipse.jetty.http.HttpParser",
          "org.eclipse.jetty.util.HostPort");

  @TempDir private static Path folder;

  private static Path war;

  /**
   * @param arguments names of files begin with a slash
   */
  record Case(String name, List<String> arguments, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void write() throws Exception {
    TestCertificate good = TestCertificate.make(folder, "good", "dns:localhost");
    TestCertificate other = TestCertificate.make(folder, "other", "dns:localhost");
    TestCertificate weak = weak();
    put("good.pem", good.certificate());
    put("good.key", good.key());
    put("other.key", other.key());
    put("weak.pem", weak.certificate());
    put("weak.key", weak.key());
    put("empty", "");
    put("cut.pem", good.certificate().substring(0, 200));
    put("noise.pem", block("CERTIFICATE", "AAAA"));
    put("letters.pem", block("CERTIFICATE", "not base64!"));
    put("noise.key", block("PRIVATE KEY", "AAAA"));
    put("locked.key", block("ENCRYPTED PRIVATE KEY", "AAAA"));
    put("ec.key", block("EC PRIVATE KEY", "AAAA"));
    put("large", "x".repeat((1 << 20) + 1));
    Files.createDirectory(folder.resolve("folder"));
    put("password", "changeit\n");
    put("wrong", "wrong\n");
    try (TinyWar tiny = TinyWar.at(folder.resolve("tiny.war"))) {
      war = tiny.pack();
    }
  }

  private static TestCertificate weak() throws Exception {
    return TestCertificate.make(
        folder, "weak", "dns:localhost", "-keyalg", "RSA", "-keysize", "512");
  }

  private static void put(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  private static String block(String what, String text) {
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }

  @AfterAll
  static void restore() {
    BEFORE.restore();
  }

  private static Case pem(String name, String certificate, String key, String said) {
    return new Case(name, List.of("--tls-cert", certificate, "--tls-key", key), said);
  }

  private static Case keystore(String name, String file, String password, String said) {
    return new Case(name, List.of("--tls-keystore", file, "--tls-password-file", password), said);
  }

  static Stream<Case> cases() {
    String convert = " has no key of the form -----BEGIN PRIVATE KEY-----; convert it by";
    return Stream.of(
        pem("no certificate", "/none", "/good.key", "there is no file /none"),
        pem("no key", "/good.pem", "/none", "there is no file /none"),
        pem("a folder", "/folder", "/good.key", "the file /folder cannot be read"),
        pem("an empty file", "/empty", "/good.key", "/empty has no certificate in PEM form"),
        pem("a file cut short", "/cut.pem", "/good.key", "/cut.pem has no certificate in PEM"),
        pem(
            "no certificate inside",
            "/noise.pem",
            "/good.key",
            "a certificate that cannot be read"),
        pem("no base64", "/letters.pem", "/good.key", "/letters.pem is not in PEM form"),
        pem("a file that is too large", "/large", "/good.key", "/large is larger than 1 MiB"),
        pem("the two exchanged", "/good.key", "/good.pem", "/good.key has no certificate in PEM"),
        pem("no key inside", "/good.pem", "/noise.key", "/noise.key has a key that cannot be read"),
        pem("a key with a password", "/good.pem", "/locked.key", "/locked.key" + convert),
        pem("a key of another form", "/good.pem", "/ec.key", "/ec.key" + convert),
        pem("the key of another", "/good.pem", "/other.key", "/other.key is not the key of"),
        pem("a key that is too short", "/weak.pem", "/weak.key", "no TLS handshake succeeds with"),
        keystore("no keystore", "/none", "/password", "there is no file /none"),
        keystore("a PEM file", "/good.pem", "/password", "/good.pem is no PKCS12 file of that"),
        keystore("an empty keystore", "/empty", "/password", "/empty is no PKCS12 file of that"),
        keystore("another password", "/good.p12", "/wrong", "/good.p12 is no PKCS12 file of that"),
        keystore("no password", "/good.p12", "/empty", "/good.p12 is no PKCS12 file of that"),
        keystore("no password's file", "/good.p12", "/none", "there is no file /none"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedInOneLineWithStatus2(Case files) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--port", "0", "--tls-port", "0"));
    files.arguments().forEach(each -> arguments.add(each.replaceFirst("^/", folder + "/")));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(WarFile.open(war), closing -> {}, arguments.toArray(String[]::new)))
          .hasValue(2);
    } finally {
      System.setErr(before);
    }
    String text = said.toString(StandardCharsets.UTF_8).replace(folder.toString(), "");
    assertThat(text)
        .startsWith("parley: Bad --tls-")
        .contains("; expected a certificate and its key, but ", files.said())
        .endsWith(".\n")
        .satisfies(all -> assertThat(all.lines()).hasSize(1));
  }
}
