package io.parley.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * A Java that runs a server.
 *
 * @param home its folder
 */
record Jdk(Path home) {
  /** A system property: the home of a Java 21 or newer. */
  private static final String SETTING = "parley.jdk21";

  private static final Pattern SPECIFICATION =
      Pattern.compile("java\\.specification\\.version = (\\d+)");

  /** The one of this JVM. */
  static Jdk own() {
    return new Jdk(Path.of(System.getProperty("java.home")));
  }

  /**
   * Returns a Java 21 or newer: that of the setting, else that of this JVM.
   *
   * @throws IOException where that of the setting is older, or is none
   * @throws org.opentest4j.TestAbortedException where there is no setting, and this JVM is older
   */
  static Jdk from21() throws IOException {
    String set = System.getProperty(SETTING, "");
    if (set.isEmpty()) {
      Assumptions.assumeTrue(
          Runtime.version().feature() >= 21, "needs Java 21: -D" + SETTING + "=HOME");
      return own();
    }
    Jdk jdk = new Jdk(Path.of(set).toAbsolutePath());
    if (jdk.version() < 21) {
      throw new IOException(SETTING + " is Java " + jdk.version());
    }
    return jdk;
  }

  String java() {
    return home.resolve("bin").resolve("java").toString();
  }

  private int version() throws IOException {
    Process process =
        new ProcessBuilder(java(), "-XshowSettings:properties", "-version")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher specification = SPECIFICATION.matcher(said);
    // Java 8 says 1.8.
    return specification.find() ? Integer.parseInt(specification.group(1)) : 0;
  }
}
