package io.parley.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/**
 * Reads the central directory of a zip file (APPNOTE 4.3.12 and 4.3.16). The JDK reads only zip
 * files on disk, and the jars of a WAR are parts of one.
 */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int LONGEST_COMMENT = 65_535;

  private static final int HEADER = 0x02014b50;
  private static final int HEADER_SIZE = 46;

  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_SIZE = 30;

  private static final int ENCRYPTED = 1;

  private final Region region;

  ZipDirectory(Region region) {
    this.region = region;
  }

  /**
   * A file of the archive.
   *
   * @param stored bytes in the archive
   * @param size bytes of the decoded content
   * @param header position of its local header
   */
  record Item(String name, boolean deflated, int stored, int size, long header) {}

  /** Returns the files, without the folders. */
  List<Item> items() throws IOException {
    ByteBuffer end = end();
    int count = Short.toUnsignedInt(end.getShort(10));
    int length = end.getInt(12);
    long offset = Integer.toUnsignedLong(end.getInt(16));
    if (count == 0xffff || length < 0 || offset + length > region.size()) {
      throw new ZipException("a directory of another format");
    }
    ByteBuffer directory = region.read(offset, length);
    List<Item> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Item item = item(directory);
      if (!item.name.endsWith("/")) {
        items.add(item);
      }
    }
    return items;
  }

  private ByteBuffer end() throws IOException {
    int length = (int) Math.min(region.size(), END_SIZE + LONGEST_COMMENT);
    ByteBuffer tail = region.read(region.size() - length, length);
    for (int at = length - END_SIZE; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        return tail.position(at).slice().order(tail.order());
      }
    }
    throw new ZipException("not a zip file");
  }

  private static Item item(ByteBuffer directory) throws ZipException {
    int at = directory.position();
    if (directory.remaining() < HEADER_SIZE || directory.getInt(at) != HEADER) {
      throw new ZipException("a damaged directory");
    }
    int method = directory.getShort(at + 10);
    boolean encrypted = (directory.getShort(at + 8) & ENCRYPTED) != 0;
    int stored = directory.getInt(at + 20);
    int size = directory.getInt(at + 24);
    byte[] name = new byte[Short.toUnsignedInt(directory.getShort(at + 28))];
    int extra = Short.toUnsignedInt(directory.getShort(at + 30));
    int comment = Short.toUnsignedInt(directory.getShort(at + 32));
    long header = Integer.toUnsignedLong(directory.getInt(at + 42));
    directory.position(at + HEADER_SIZE).get(name).position(directory.position() + extra + comment);
    boolean known = method == ZipEntry.STORED || method == ZipEntry.DEFLATED;
    if (!known || encrypted || stored < 0 || size < 0) {
      throw new ZipException("a file of another format");
    }
    boolean deflated = method == ZipEntry.DEFLATED;
    return new Item(new String(name, StandardCharsets.UTF_8), deflated, stored, size, header);
  }

  /** Returns the encoded bytes of an item. */
  Region content(Item item) throws IOException {
    ByteBuffer local = region.read(item.header, LOCAL_SIZE);
    if (local.getInt(0) != LOCAL) {
      throw new ZipException("a damaged header of " + item.name);
    }
    int name = Short.toUnsignedInt(local.getShort(26));
    int extra = Short.toUnsignedInt(local.getShort(28));
    return region.part(item.header + LOCAL_SIZE + name + extra, item.stored);
  }
}
