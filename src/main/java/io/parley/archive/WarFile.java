package io.parley.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** An open WAR file. The archives read from it stay valid after it is closed. */
public final class WarFile implements AutoCloseable {
  private static final String JAR = ".jar";

  private final FileChannel file;
  private final ZipDirectory directory;

  private WarFile(FileChannel file, ZipDirectory directory) {
    this.file = file;
    this.directory = directory;
  }

  /** Opens the file for reading. */
  public static WarFile open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new WarFile(file, new ZipDirectory(Region.of(file)));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Reads the WAR's own files, selected by their names. */
  public Archive files(Predicate<String> wanted) throws IOException {
    return Archive.read("", directory, wanted);
  }

  /**
   * Reads the jars of a folder, in alphabetical order.
   *
   * @param folder such as {@code WEB-INF/lib/}
   * @param wanted selects their files by their names
   */
  public List<Archive> jars(String folder, Predicate<String> wanted) throws IOException {
    List<Archive> jars = new ArrayList<>();
    for (ZipDirectory.Item item : directory.items()) {
      if (isJar(item.name(), folder)) {
        ZipDirectory inside = new ZipDirectory(inside(item));
        jars.add(MultiReleaseJar.of(Archive.read(item.name(), inside, wanted)));
      }
    }
    jars.sort((one, other) -> one.name().compareTo(other.name()));
    return jars;
  }

  private static boolean isJar(String name, String folder) {
    return name.startsWith(folder) && name.endsWith(JAR) && name.indexOf('/', folder.length()) < 0;
  }

  /** A stored jar is read in place; a jar that the WAR compressed is read as a whole. */
  private Region inside(ZipDirectory.Item item) throws IOException {
    Region content = directory.content(item);
    if (!item.deflated()) {
      return content;
    }
    ArchiveEntry whole = new ArchiveEntry(content.read(0, item.stored()), item.size(), true);
    return Region.of(whole.bytes());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
