package io.parley.probe.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Carries octets over a non-blocking channel, as they are or protected. */
interface OctetStream {
  /** Returns how many octets were read: 0 if none are there yet, -1 at the end. */
  int read(ByteBuffer in) throws IOException;

  /** Takes as many octets as the channel accepts now. */
  void write(ByteBuffer out) throws IOException;

  /** Whether octets that were taken wait for the channel. */
  boolean wantsWrite();

  /** Whether octets may be read although the channel has none. */
  boolean isReadable();

  /** Says that no octets will follow; the channel itself stays open. */
  void finish() throws IOException;

  /** Whether the end that was read may be an attacker's, because the peer did not confirm it. */
  boolean isTruncated();
}
