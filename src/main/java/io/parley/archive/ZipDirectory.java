package io.parley.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

  /** A file, later what is needed of it in memory. */
  private volatile Region region;

  // Guarded by this.
  private Optional<List<Item>> items = Optional.empty();
  private long end;

  private final List<Item> needed = new ArrayList<>();

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
  synchronized List<Item> items() throws IOException {
    if (items.isEmpty()) {
      items = Optional.of(readItems());
    }
    return items.get();
  }

  private List<Item> readItems() throws IOException {
    ByteBuffer last = end();
    int count = Short.toUnsignedInt(last.getShort(10));
    int length = last.getInt(12);
    long offset = Integer.toUnsignedLong(last.getInt(16));
    if (count == 0xffff || length < 0 || offset + length > region.size()) {
      throw new ZipException("a directory of another format");
    }
    end = offset;
    ByteBuffer directory = region.read(offset, length);
    List<Item> files = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Item item = item(directory);
      if (!item.name.endsWith("/")) {
        files.add(item);
      }
    }
    return files;
  }

  /** Returns the end of the directory. Most archives have no comment behind it. */
  private ByteBuffer end() throws IOException {
    Optional<ByteBuffer> last = end(END_SIZE);
    return (last.isPresent() ? last : end(END_SIZE + LONGEST_COMMENT))
        .orElseThrow(() -> new ZipException("not a zip file"));
  }

  /** Looks for it in so many bytes at the end. */
  private Optional<ByteBuffer> end(int most) throws IOException {
    int length = (int) Math.min(region.size(), most);
    ByteBuffer tail = region.read(region.size() - length, length);
    for (int at = length - END_SIZE; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        return Optional.of(tail.position(at).slice().order(tail.order()));
      }
    }
    return Optional.empty();
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

  /**
   * Returns the encoded bytes of an item, which are read when they are needed, also after {@link
   * #hold}.
   */
  synchronized Region needed(Item item) {
    needed.add(item);
    return new Region() {
      @Override
      public long size() {
        return item.stored;
      }

      @Override
      public void read(long at, ByteBuffer into) throws IOException {
        int position = into.position();
        Region from = region;
        try {
          content(from, item).read(at, into);
        } catch (IOException e) {
          if (from == region) {
            throw e;
          }
          // The file was closed meanwhile.
          content(region, item).read(at, into.position(position));
        }
      }
    };
  }

  /** Holds the needed items in memory. Nothing else can be read afterwards. */
  synchronized void hold() throws IOException {
    long[] all = headers(items());
    HeldParts held = new HeldParts(region);
    for (long header : headers(needed)) {
      int next = Arrays.binarySearch(all, header) + 1;
      held.add(header, next < all.length ? all[next] : end);
    }
    held.readLast();
    region = held;
  }

  private static long[] headers(List<Item> items) {
    return items.stream().mapToLong(Item::header).sorted().toArray();
  }

  /** Returns the encoded bytes of an item. */
  Region content(Item item) throws IOException {
    return content(region, item);
  }

  private static Region content(Region region, Item item) throws IOException {
    ByteBuffer local = region.read(item.header, LOCAL_SIZE);
    if (local.getInt(0) != LOCAL) {
      throw new ZipException("a damaged header of " + item.name);
    }
    int name = Short.toUnsignedInt(local.getShort(26));
    int extra = Short.toUnsignedInt(local.getShort(28));
    return region.part(item.header + LOCAL_SIZE + name + extra, item.stored);
  }
}
