package io.parley.broker.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A small file beside the database that names the last message of the last commit. A database
 * without that message has lost commits: SQLite silently drops the unreadable part of its log. For
 * one thread.
 *
 * <p>It is written after each commit and before the acknowledgement, without waiting for the disk.
 * So it survives the end of the process, and {@link #force} limits how old it may be after a power
 * cut.
 */
final class CommitMark implements Closeable {
  static final String NAME = "parley.mark";

  /** Bytes: one sector, which a disk writes as a whole. */
  private static final int SIZE = 128;

  private static final Pattern WRITTEN =
      Pattern.compile(
          "(mark (\\d{1,18}) ([0-9a-z]{1,32}) (\\d{1,18}) ([0-9a-z]{1,32})) (\\d+) *\n");

  private final FileChannel file;
  private boolean dirty;

  /**
   * The content of the file.
   *
   * @param room the key of the room of the last message; 0 where there is no message
   * @param epoch of the room
   * @param head the offset of the message
   * @param store the epoch of new rooms
   */
  record Mark(long room, String epoch, long head, String store) {
    /** Returns the mark of a store without messages. */
    static Mark none(String store) {
      return new Mark(0, store, 0, store);
    }
  }

  private CommitMark(FileChannel file) {
    this.file = file;
  }

  /**
   * @param path of an existing file
   */
  static CommitMark open(Path path) throws IOException {
    return new CommitMark(
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** Reads the mark; empty where none was written, or it is damaged. */
  Optional<Mark> read() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
      // Goes on.
    }
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches() || !matcher.group(6).equals(checksum(matcher.group(1)))) {
      return Optional.empty();
    }
    return Optional.of(
        new Mark(
            Long.parseLong(matcher.group(2)),
            matcher.group(3),
            Long.parseLong(matcher.group(4)),
            matcher.group(5)));
  }

  void write(Mark mark) throws IOException {
    String text =
        "mark " + mark.room() + " " + mark.epoch() + " " + mark.head() + " " + mark.store();
    String line = text + " " + checksum(text);
    String padded = line + " ".repeat(SIZE - 1 - line.length()) + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(padded.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      file.write(bytes, bytes.position());
    }
    dirty = true;
  }

  private static String checksum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.US_ASCII));
    return Long.toString(sum.getValue());
  }

  /** Returns when the mark is on stable storage. */
  void force() throws IOException {
    if (dirty) {
      file.force(false);
      dirty = false;
    }
  }

  @Override
  public void close() throws IOException {
    force();
    file.close();
  }
}
