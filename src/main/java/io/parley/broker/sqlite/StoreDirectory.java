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

/** The directory of a store. One broker has it at a time. */
final class StoreDirectory implements AutoCloseable {
  static final String DATABASE = "parley.db";

  private static final String LOCK = "lock";

  private static final Logger LOG = System.getLogger(StoreDirectory.class.getName());

  private final Path path;
  private final FileChannel lock;

  /** What stays open until the directory is released; closed in reverse order. */
  private final ArrayDeque<Closeable> open = new ArrayDeque<>();

  private StoreDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Locks a directory; creates it, for its owner alone, where there is none. */
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
      // Another broker of this process has the lock.
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

  /**
   * Warns where other users may read the directory. Its permissions are kept, for the operator may
   * want them.
   */
  void warnIfShared() {
    try {
      if (openToOthers(path)) {
        LOG.log(
            Level.WARNING, "other users may read the folder {0}; chmod 700 keeps them out", path);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the permissions of the folder " + path + " cannot be read", e);
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
      // It is from an earlier start.
    }
  }

  /**
   * Returns the database file and creates it where there is none. SQLite gives the files beside it
   * the same permissions.
   */
  Path database() throws StoreException {
    Path file = path.resolve(DATABASE);
    try {
      create(file);
      // An open file's key is not given to another file after a deletion. Closed after all
      // connections: when a process closes any channel of a file, it loses all its locks on it.
      open.push(FileChannel.open(file, StandardOpenOption.READ));
    } catch (IOException e) {
      throw new StoreException("a folder that can be written", e);
    }
    return file;
  }

  /**
   * Returns the identities of the store's files.
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

  /** Opens the mark beside the database and creates it where there is none. */
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

  /** Releases the directory. */
  @Override
  public void close() {
    try {
      for (Closeable each : open) {
        each.close();
      }
      lock.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot release the folder " + path, e);
    }
  }
}
