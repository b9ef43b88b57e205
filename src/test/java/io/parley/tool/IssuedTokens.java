package io.parley.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The keys of an issuer, and tokens of it and of its enemies, made by npm's package jose and by
 * python3-jwt with the programs in {@code src/test/tokens}.
 *
 * @param folder has {@code jwks.json} and {@code rsa.pem}
 */
public record IssuedTokens(Path folder, List<Token> tokens) {
  /** What a server has to be told to accept the good ones. */
  public static final List<String> RULES =
      List.of(
          "--token-issuer",
          "https://issuer.example",
          "--token-audience",
          "parley",
          "--token-audience",
          "parley-two",
          "--token-skew",
          "10m");

  private static final Path PROGRAMS = Path.of("src", "test", "tokens");

  /**
   * A token.
   *
   * @param code of the refusal; {@code ok} where it has to be accepted
   */
  public record Token(String name, String code, String text) {
    public boolean isGood() {
      return code.equals("ok");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Makes keys and tokens. A test that cannot is left out, and the build's output says so; with
   * {@code TEST_CLIENTS=required} in the environment it fails.
   */
  public static IssuedTokens make(Path folder) throws IOException, InterruptedException {
    Path jose = jose();
    requireJose();
    require(run("/usr/bin/python3", "-c", "import jwt, cryptography") == 0, "no python3-jwt");
    String made = folder.toString();
    assertThat(run("node", PROGRAMS.resolve("make.mjs").toString(), jose.toString(), made))
        .isZero();
    assertThat(run("/usr/bin/python3", PROGRAMS.resolve("make.py").toString(), made)).isZero();
    List<Token> tokens = new ArrayList<>(read(folder.resolve("jose.jsonl")));
    tokens.addAll(read(folder.resolve("python.jsonl")));
    return new IssuedTokens(folder, List.copyOf(tokens));
  }

  /** Leaves a test out, as {@link #make} does, where Node.js or the package jose is missing. */
  public static void requireJose() throws InterruptedException {
    require(Files.isDirectory(jose()), "npm jose: -P clients did not fetch " + jose());
    require(run("node", "--version") == 0, "node is not installed");
  }

  /** The folder of npm's package jose. */
  public static Path jose() {
    String clients = System.getProperty("parley.clients", "target/clients");
    return Path.of(clients, "jose", "node_modules", "jose").toAbsolutePath();
  }

  private static void require(boolean there, String reason) {
    if (!there) {
      assertThat(System.getenv("TEST_CLIENTS")).as(reason).isNotEqualTo("required");
      System.out.println("LEFT OUT: " + reason);
      Assumptions.assumeTrue(false, reason);
    }
  }

  private static int run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        System.out.println(said);
      }
      return status;
    } catch (IOException notThere) {
      return -1;
    }
  }

  private static List<Token> read(Path lines) throws IOException {
    return Files.readAllLines(lines).stream()
        .map(Json::object)
        .map(
            each ->
                new Token(
                    (String) each.get("name"),
                    (String) each.get("code"),
                    (String) each.get("token")))
        .toList();
  }

  /** The first token that is good. */
  public String good() {
    return tokens.stream().filter(Token::isGood).findFirst().orElseThrow().text();
  }
}
