package io.parley.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A page of the documents, for tests that run what it shows. */
public record Document(List<String> lines) {
  private static final Path FOLDER = Path.of("src/site/markdown");

  public static Document named(String name) throws IOException {
    return new Document(Files.readAllLines(FOLDER.resolve(name)));
  }

  /** The block between fences after the line that begins with the file's name. */
  public String file(String name) {
    return blockAfter("`" + name + "`:");
  }

  /**
   * The first block between fences after the line that begins with a text; its indentation is
   * removed.
   */
  public String blockAfter(String start) {
    List<String> block =
        lines.stream()
            .dropWhile(line -> !line.strip().startsWith(start))
            .dropWhile(line -> !isFence(line))
            .skip(1)
            .takeWhile(line -> !isFence(line))
            .toList();
    if (block.isEmpty()) {
      throw new IllegalArgumentException("No block after " + start);
    }
    return block.stream().collect(Collectors.joining("\n", "", "\n")).stripIndent();
  }

  private static boolean isFence(String line) {
    return line.strip().startsWith("```");
  }

  /** The first indented line that begins with a text. */
  public String command(String start) {
    return lines.stream()
        .filter(line -> line.startsWith("    " + start))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No command " + start))
        .strip();
  }
}
