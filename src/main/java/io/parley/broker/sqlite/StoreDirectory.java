package io.parley.broker.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The folder of a store. One broker has it at a time. */
final class StoreDirectory implements AutoCloseable {
  static final String DATABASE = "parley.db";

  private static final String LOCK = "lock";

  private static final Logger LOG = System.getLogger(StoreDirectory.class.getName());

  private final Path path;
  private final FileChannel lock;

  /** What is open until the folder is given back, the first last. */
  private final ArrayDeque<Closeable> open = new ArrayDeque<>();

  private StoreDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes it, for its owner alone, where it is not there yet. */
  static StoreDirectory take(Path path) throws StoreException {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.createDirectory(path, owners(path, "rwx------"));
      }
      return new StoreDirectory(path, lock(path.resolve(LOCK)));
    } catch (IOException e) {
      throw new StoreException("a folder that can be written", e);
    }
  }

  private static FileChannel lock(Path file) throws IOException, StoreException {
    create(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // The other one is in this very process.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new StoreException("a folder that no other server uses");
  }

  private static FileAttribute<?>[] owners(Path path, String permissions) {
    return posix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** What the operator may have wanted; so it stays as it is. */
  void warnOfOthers() {
    try {
      if (openToOthers(path)) {
        LOG.log(Level.WARNING, "other users may look into {0}; chmod 700 keeps them out", path);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "nobody knows who may look into " + path, e);
    }
  }

  private static boolean openToOthers(Path path) throws IOException {
    if (!posix(path)) {
      return false;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    return permissions.contains(PosixFilePermission.GROUP_EXECUTE)
        || permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void create(Path file) throws IOException {
    try {
      Files.createFile(file, owners(file, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      // Of an earlier start.
    }
  }

  /** The database, empty at first; SQLite gives the files beside it the same permissions. */
  Path database() throws StoreException {
    Path file = path.resolve(DATABASE);
    try {
      create(file);
      // Keeps its key from being given to another file once it is deleted. Closed after all
      // connections: with any of its channels a process loses all its locks on a file.
      open.push(FileChannel.open(file, StandardOpenOption.READ));
    } catch (IOException e) {
      throw new StoreException("a folder that can be written", e);
    }
    return file;
  }

  /**
   * Notes which files there are, for later.
   *
   * @throws IOException where the log beside the database is missing: no connection is open
   */
  List<FileIdentity> files() throws IOException {
    List<FileIdentity> files = new ArrayList<>();
    for (String name : List.of(DATABASE, DATABASE + "-wal", LOCK, CommitMark.NAME)) {
      files.add(FileIdentity.of(path.resolve(name)));
    }
    return files;
  }

  /** The mark beside the database, empty at first. */
  CommitMark mark() throws StoreException {
    Path file = path.resolve(CommitMark.NAME);
    try {
      create(file);
      CommitMark mark = CommitMark.open(file);
      open.push(mark);
      return mark;
    } catch (IOException e) {
      throw new StoreException("a folder that can be written", e);
    }
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** Gives it to whoever comes next. */
  @Override
  public void close() {
    try {
      for (Closeable each : open) {
        each.close();
      }
      lock.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "could not let go of the folder " + path, e);
    }
  }
}
