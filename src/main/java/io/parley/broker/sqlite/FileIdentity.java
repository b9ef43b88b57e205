package io.parley.broker.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * Identifies the file that a path named at some time. A process can write to a deleted or moved
 * file without any error.
 *
 * @param key identifies the file itself; empty where the system has no such key
 */
record FileIdentity(Path path, Optional<Object> key) {
  static FileIdentity of(Path path) throws IOException {
    return new FileIdentity(path, key(path));
  }

  /** Whether the path still names that file. */
  boolean isUnchanged() {
    try {
      return Objects.equals(key, key(path));
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the length in bytes; 0 where the path names no file. */
  long length() {
    return path.toFile().length();
  }

  private static Optional<Object> key(Path path) throws IOException {
    return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
  }
}
