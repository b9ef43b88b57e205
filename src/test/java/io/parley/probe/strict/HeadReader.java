package io.parley.probe.strict;

import static io.parley.probe.strict.Flaw.*;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the head of a request from a connection. */
final class HeadReader {
  static final int MAX_HEAD = 256 * 1024;

  /** Said instead of a head by a server that does not notice that its peer has ended. */
  static final String FOR_EVER = "for ever";

  private static final int PATIENCE = 300;

  private final Socket peer;
  private final InputStream in;
  private final Set<Flaw> flaws;
  private final Consumer<Flaw> trouble;

  HeadReader(Socket peer, InputStream in, Set<Flaw> flaws, Consumer<Flaw> trouble) {
    this.peer = peer;
    this.in = in;
    this.flaws = flaws;
    this.trouble = trouble;
  }

  /** Without its end; empty if none came. */
  String read() throws IOException {
    StringBuilder text = new StringBuilder();
    if (flaws.contains(HAS_NO_PATIENCE)) {
      peer.setSoTimeout(PATIENCE);
    }
    try {
      read(text);
    } catch (SocketTimeoutException e) {
      return "";
    }
    peer.setSoTimeout(0);
    return text.toString();
  }

  private void read(StringBuilder text) throws IOException {
    while (!isWhole(text) && text.length() < MAX_HEAD) {
      if (flaws.contains(WANTS_ALL_AT_ONCE) && text.length() > 0 && in.available() == 0) {
        text.append("\r\n:"); // What is there is taken for all, and it is malformed.
        return;
      }
      int octet = in.read();
      if (octet < 0) {
        ended(text);
        return;
      }
      text.append((char) octet);
      if (text.length() == 2 && text.charAt(0) == '\r' && !flaws.contains(WANTS_NO_EMPTY_LINE)) {
        text.setLength(0);
      }
    }
    int end = text.indexOf("\r\n\r\n");
    text.setLength(end < 0 ? text.length() : end);
  }

  private static boolean isWhole(StringBuilder text) {
    int length = text.length();
    return length >= 2
        && text.charAt(length - 1) == '\n'
        && (text.charAt(length - 2) == '\n'
            || (length >= 4 && text.substring(length - 4).equals("\r\n\r\n"))
            || length == 2);
  }

  private void ended(StringBuilder text) {
    trouble.accept(text.length() == 0 ? DIES_OF_SILENCE : DIES_OF_HALF_REQUESTS);
    text.setLength(0);
    if (flaws.contains(WAITS_FOR_EVER)) {
      text.append(FOR_EVER);
    }
  }
}
