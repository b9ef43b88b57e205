package io.parley.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What a run saw, in the lines of {@code differences.txt}, for whoever updates that file. */
final class Seen {
  private Seen() {}

  static void add(String container, String context, String name, List<String> differences)
      throws IOException {
    Path folder = Files.createDirectories(Deployment.folder().resolve("seen"));
    String at = container + " at " + (context.isEmpty() ? "/" : context);
    List<String> lines =
        differences.stream().map(d -> "> " + at + " | " + name + " | " + d).toList();
    Files.write(
        folder.resolve(container + ".txt"),
        lines,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
