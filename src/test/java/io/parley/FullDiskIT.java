package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts on disks without space. A file system of its own needs rights to mount one, which a test
 * may not have; the limit of a file's size needs none.
 */
class FullDiskIT {
  @TempDir private Path folder;
  private final List<Path> mounted = new ArrayList<>();
  private Path temporary;

  @BeforeEach
  void prepare() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  @AfterEach
  void unmount() throws Exception {
    for (Path mount : mounted) {
      succeeds("umount", "-l", mount.toString());
    }
  }

  private static boolean succeeds(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Path small(String name, String size) throws Exception {
    Path disk = Files.createDirectory(folder.resolve(name));
    boolean done = succeeds("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString());
    Assumptions.assumeTrue(done, "no right to mount a small file system");
    mounted.add(disk);
    return disk;
  }

  private List<String> run(List<String> command) throws Exception {
    try (WarProcess war = WarProcess.run(folder.resolve("err"), Map.of(), command)) {
      String out = war.rest();
      return List.of(Integer.toString(war.exit()), out, war.err());
    }
  }

  private List<String> command(List<String> options, String... arguments) {
    return WarProcess.command(RunningParley.war(), temporary, options, List.of(arguments));
  }

  private static void isTold(List<String> said, String... parts) {
    assertThat(said.subList(0, 2)).containsExactly("2", "");
    assertThat(said.get(2).lines()).singleElement().asString().startsWith("parley: ");
    assertThat(said.get(2)).contains(parts).doesNotContain("native library");
  }

  @Test
  void aDataFolderOnAFullDiskIsNamedWithItsCause() throws Exception {
    Path disk = small("full", "64k");
    Files.write(disk.resolve("ballast"), new byte[60 << 10]);

    isTold(
        run(command(List.of(), "--port", "0", "--data", disk.resolve("data").toString())),
        "Bad --data on the command line: ",
        disk.resolve("data").toString(),
        "No space left on device");
  }

  @Test
  void aDiskWithoutSpaceForTheLibraryIsNamedWithItsCause() throws Exception {
    Path data = small("small", "512k").resolve("data");

    isTold(
        run(command(List.of(), "--port", "0", "--data", data.toString())),
        "expected 2048 KiB that can be written in " + data.resolve("native"),
        "No space left on device");
    assertThat(data.resolve("native")).doesNotExist();
  }

  @Test
  void aFolderForTheLibraryThatIsTooSmallIsNamedWithItsCause() throws Exception {
    Path small = small("small", "512k");

    isTold(
        run(command(List.of("-Dorg.sqlite.tmpdir=" + small), "--port", "0")),
        "expected 2048 KiB that can be written in " + small,
        "No space left on device");
    assertThat(small).isEmptyDirectory();
  }

  @Test
  void aLimitOfTheFileSizeIsNamedAsTheCause() throws Exception {
    List<String> limited =
        WarProcess.limited("-f 1024", command(List.of("-XX:-UsePerfData"), "--port", "0"));

    isTold(run(limited), "2048 KiB that can be written in ", "File too large");
  }

  @Test
  void aTemporaryFolderThatIsTooSmallDoesNotMatter() throws Exception {
    temporary = small("small", "16k");
    List<String> command = command(List.of("-XX:-UsePerfData"), "--port", "0");
    try (WarProcess war = WarProcess.run(folder.resolve("err"), Map.of(), command)) {
      assertThat(war.line()).startsWith("http://");
      assertThat(war.err()).isEmpty();
    }
  }
}
