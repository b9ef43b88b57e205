package io.parley.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Guesses of the operator's token, one after another. */
final class TokenGuesses implements Attack {
  private static final String TOKEN = "the-right-token-of-the-operator";
  private static final int GUESSES = 200;
  private static final int TOO_MANY = 429;
  private static final int OK = 200;

  @Override
  public String name() {
    return "token-guesses";
  }

  @Override
  public List<String> arguments() {
    try {
      Path file = Files.createTempFile("parley-attack-", ".token");
      file.toFile().deleteOnExit();
      return List.of("--operator-token-file", Files.writeString(file, TOKEN).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void run(Scene scene) throws Exception {
    int before = scene.target().printed().length();
    int limited = 0;
    for (int i = 0; i < GUESSES; i++) {
      int status = ask(scene, Swarm.FIRST_ADDRESS, "guess-number-" + scene.random().nextLong());
      scene.check(status >= 400 && status < 500, "a guess is answered with " + status);
      limited += status == TOO_MANY ? 1 : 0;
    }
    scene.check(limited > 0, GUESSES + " guesses are not limited");
    int printed = scene.target().printed().length() - before;
    scene.check(printed > 0, "guesses are not logged");
    scene.check(printed < GUESSES * 1_000, printed + " characters of log for guesses");
    int right = ask(scene, 3, TOKEN);
    scene.check(right == OK, "the operator elsewhere is answered with " + right);
  }

  private static int ask(Scene scene, int from, String token) {
    return scene.status(
        from,
        "GET /metrics",
        "Host: localhost",
        "Authorization: Bearer " + token,
        "Connection: close");
  }
}
