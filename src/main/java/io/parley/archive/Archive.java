package io.parley.archive;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The files of an archive. Each is read when it is needed, from a file or from memory. */
public final class Archive {
  private final String name;
  private final Map<String, ArchiveEntry> files;

  private Archive(String name, Map<String, ArchiveEntry> files) {
    this.name = name;
    this.files = files;
  }

  /**
   * @param name of the archive
   * @param wanted selects files by their names
   */
  static Archive read(String name, ZipDirectory directory, Predicate<String> wanted)
      throws IOException {
    Map<String, ArchiveEntry> files = new HashMap<>();
    for (ZipDirectory.Item item : directory.items()) {
      if (wanted.test(item.name())) {
        files.put(
            item.name(), new ArchiveEntry(directory.needed(item), item.size(), item.deflated()));
      }
    }
    return new Archive(name, files);
  }

  /** Returns the same files with additional or replacing entries under the given names. */
  Archive with(Map<String, ArchiveEntry> others) {
    Map<String, ArchiveEntry> all = new HashMap<>(files);
    all.putAll(others);
    return new Archive(name, all);
  }

  /**
   * Returns one of its folders as an archive.
   *
   * @param folder such as {@code WEB-INF/classes/}
   */
  public Archive below(String folder) {
    Map<String, ArchiveEntry> found = new HashMap<>();
    files.forEach(
        (file, archiveEntry) -> {
          if (file.startsWith(folder)) {
            found.put(file.substring(folder.length()), archiveEntry);
          }
        });
    return new Archive(folder, found);
  }

  /** Such as {@code WEB-INF/lib/some.jar}. */
  public String name() {
    return name;
  }

  /** Returns a file; empty where there is none. A folder is not a file. */
  public Optional<ArchiveEntry> find(String file) {
    return Optional.ofNullable(files.get(file));
  }

  /** The names of all its files. */
  public Set<String> names() {
    return Collections.unmodifiableSet(files.keySet());
  }
}
