package io.parley.archive;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * An open WAR file. The files of its archives are read from it when they are needed: a start needs
 * a third of them. Before it is closed it reads the others. Thread-safe.
 */
public final class WarFile implements AutoCloseable {
  private static final String JAR = ".jar";

  private final Path path;
  private final RandomAccessFile file;
  private final ZipDirectory directory;

  /** Of those archives that are not held in memory yet. Guarded by this. */
  private final List<ZipDirectory> directories = new ArrayList<>();

  private WarFile(Path path, RandomAccessFile file) throws IOException {
    this.path = path;
    this.file = file;
    this.directory = new ZipDirectory(new BufferedFile(file));
  }

  /** Opens the file for reading. */
  public static WarFile open(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
    try {
      return new WarFile(path, file);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  public Path path() {
    return path;
  }

  /** Returns the WAR's own files, selected by their names. */
  public Archive files(Predicate<String> wanted) throws IOException {
    return read("", directory, wanted);
  }

  /**
   * Returns the jars of a folder, in alphabetical order.
   *
   * @param folder such as {@code WEB-INF/lib/}
   * @param wanted selects their files by their names
   */
  public List<Archive> jars(String folder, Predicate<String> wanted) throws IOException {
    List<Archive> jars = new ArrayList<>();
    for (ZipDirectory.Item item : directory.items()) {
      if (isJar(item.name(), folder)) {
        ZipDirectory inside = new ZipDirectory(inside(item));
        jars.add(MultiReleaseJar.of(read(item.name(), inside, wanted)));
      }
    }
    jars.sort((one, other) -> one.name().compareTo(other.name()));
    return jars;
  }

  private synchronized Archive read(String name, ZipDirectory from, Predicate<String> wanted)
      throws IOException {
    Archive archive = Archive.read(name, from, wanted);
    directories.add(from);
    return archive;
  }

  private static boolean isJar(String name, String folder) {
    return name.startsWith(folder) && name.endsWith(JAR) && name.indexOf('/', folder.length()) < 0;
  }

  /** A stored jar is read in place; a jar that the WAR compressed is read as a whole. */
  private Region inside(ZipDirectory.Item item) throws IOException {
    Region content = directory.content(item);
    return item.deflated()
        ? Region.of(ByteBuffer.wrap(new ArchiveEntry(content, item.size(), true).bytes()))
        : content;
  }

  /**
   * Closes the file once all files of the archives are held in memory: they stay valid. Where they
   * cannot be held, the file stays open, so that whoever reads one sees no fault that is only a
   * consequence.
   */
  @Override
  public synchronized void close() throws IOException {
    for (ZipDirectory each : directories) {
      each.hold();
    }
    directories.clear();
    file.close();
  }
}
