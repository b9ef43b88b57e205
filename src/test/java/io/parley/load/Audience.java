package io.parley.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Members of a room, all read by the caller's thread. */
final class Audience implements AutoCloseable {
  private static final int TEXT = 1;
  private static final int CLOSE = 8;

  /** Digits of a time that stand before a message's padding. */
  private static final int DIGITS = 19;

  private final Selector selector = Selector.open();
  private final List<Member> members = new ArrayList<>();
  private final Delays delays = new Delays();
  private long delivered;

  Audience(int port, int size) throws IOException {
    for (int i = 0; i < size; i++) {
      Member member = new Member(port);
      member.channel().configureBlocking(false);
      member.channel().register(selector, SelectionKey.OP_READ, member);
      members.add(member);
    }
  }

  /** A message that tells when it was sent. */
  static String message(int length) {
    return String.format("%0" + DIGITS + "d", System.nanoTime()) + "x".repeat(length - DIGITS);
  }

  int size() {
    return members.size();
  }

  long delivered() {
    return delivered;
  }

  Delays delays() {
    return delays;
  }

  void forget() {
    delivered = 0;
    delays.clear();
  }

  /** Reads what comes, waiting for it so many milliseconds at most; 0 for not at all. */
  void listen(long millis) throws IOException {
    if (millis == 0) {
      selector.selectNow(this::read);
    } else {
      selector.select(this::read, millis);
    }
  }

  private void read(SelectionKey key) {
    try {
      if (!((Member) key.attachment()).read(this::heard)) {
        throw new IllegalStateException("a member was cut off");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void heard(int opcode, byte[] bytes, int from, int length) {
    if (opcode == CLOSE) {
      throw new IllegalStateException("a member was closed");
    }
    if (opcode == TEXT && length >= DIGITS && bytes[from] == '0') {
      long sent = Long.parseLong(new String(bytes, from, DIGITS, StandardCharsets.ISO_8859_1));
      delays.add(System.nanoTime() - sent);
      delivered++;
    }
  }

  @Override
  public void close() throws IOException {
    for (Member member : members) {
      member.close();
    }
    selector.close();
  }
}
